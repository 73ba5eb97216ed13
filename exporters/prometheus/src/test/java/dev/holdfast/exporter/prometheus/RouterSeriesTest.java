package dev.holdfast.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.track.Reading;
import dev.holdfast.core.track.Tracked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouterSeriesTest {
    private static final String VI_1 = "segment=\"192.0.2.0/24\",vrid=\"51\",vrrp_instance=\"VI_1\"";
    private static final RouterKey KEY = new RouterKey(Sample.ETH0, IpFamily.IPV4, new Vrid(51));

    private final FakeFeed feed = new FakeFeed(Sample.agent(Sample.master()));
    private final Scrape scrape = new Scrape(feed);

    @ParameterizedTest
    @EnumSource
    void exactlyOneStateIsOne(RouterState state) {
        feed.show(Sample.agent(inState(state)));

        assertThat(scrape.samples("vrrp_state"))
                .hasSize(5)
                .filteredOn(line -> line.endsWith(" 1"))
                .singleElement()
                .asString()
                .contains("vrrp_state=\"" + state.word() + "\"");
    }

    @Test
    void masterIsOneForTheMasterAlone() {
        feed.show(Sample.agent(Sample.master(), Sample.backup(), Sample.faulty()));

        assertThat(scrape.samples("vrrp_master"))
                .containsExactly(
                        "vrrp_master{family=\"ipv4\",segment=\"192.0.2.0/24\",vrid=\"51\",vrrp_instance=\"VI_1\"} 1.0",
                        "vrrp_master{family=\"ipv4\",segment=\"192.0.2.0/24\",vrid=\"52\",vrrp_instance=\"VI_2\"} 0.0",
                        "vrrp_master{family=\"ipv6\",segment=\"unknown\",vrid=\"51\",vrrp_instance=\"VI_6\"} 0.0");
    }

    @Test
    void faultNamesItsCausesAndDeniesTheOthers() {
        feed.show(Sample.agent(Sample.faulty()));

        String labels = ",family=\"ipv6\",segment=\"unknown\",vrid=\"51\",vrrp_instance=\"VI_6\"} ";
        assertThat(scrape.samples("vrrp_fault"))
                .containsExactly(
                        "vrrp_fault{cause=\"address_contested\"" + labels + "0.0",
                        "vrrp_fault{cause=\"address_failed\"" + labels + "0.0",
                        "vrrp_fault{cause=\"interface_down\"" + labels + "1.0",
                        "vrrp_fault{cause=\"interface_missing\"" + labels + "0.0",
                        "vrrp_fault{cause=\"no_source_address\"" + labels + "1.0",
                        "vrrp_fault{cause=\"transport_failed\"" + labels + "0.0");
    }

    @Test
    void theMasterThatIsHeardIsShownAndNobodyIsZero() {
        feed.show(Sample.agent(Sample.backup(), Sample.faulty()));

        // Heard at 59 s of a clock that began at 1 800 000 000 s.
        assertThat(scrape.samples("vrrp_master_priority"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("VI_2").endsWith(" 150.0"),
                        line -> assertThat(line).contains("VI_6").endsWith(" 0.0"));
        assertThat(scrape.samples("vrrp_last_advert_received_timestamp_seconds"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("VI_2").endsWith(" 1.800000059E9"),
                        line -> assertThat(line).contains("VI_6").endsWith(" 0.0"));
    }

    @Test
    void everyFixedLabelValueIsThereBeforeItHappens() {
        RouterSnapshot fresh = Sample.router("VI_1", KEY, RouterState.INIT, Sample.NOTHING_COUNTED)
                .build();
        feed.show(Sample.agent(fresh));

        assertThat(scrape.samples("vrrp_adverts_discarded_total")).hasSize(11).allMatch(this::isZero);
        assertThat(scrape.samples("vrrp_advert_send_errors_total")).hasSize(5).allMatch(this::isZero);
        assertThat(scrape.samples("vrrp_adverts_while_master_total")).hasSize(3).allMatch(this::isZero);
        assertThat(scrape.samples("vrrp_vip_operation_errors_total")).hasSize(2).allMatch(this::isZero);
        assertThat(scrape.samples("vrrp_transitions_total"))
                .hasSize(14)
                .allMatch(this::isZero)
                .contains(
                        "vrrp_transitions_total{family=\"ipv4\",reason=\"timeout\",segment=\"192.0.2.0/24\",to=\"master\","
                                + "vrid=\"51\",vrrp_instance=\"VI_1\"} 0.0");
        assertThat(scrape.samples("vrrp_notify_runs_total")).hasSize(5).allMatch(this::isZero);
        assertThat(scrape.samples("vrrp_notify_failures_total")).hasSize(20).allMatch(this::isZero);
    }

    @Test
    void aSplitBrainNamesItsCauseWhileItIsOpen() {
        feed.show(Sample.agent(Sample.backup(), Sample.split()));

        String labels = "family=\"ipv4\",segment=\"192.0.2.0/24\",vrid=\"55\",vrrp_instance=\"VI_5\"} ";
        assertThat(scrape.samples("vrrp_split_brain"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("VI_2").endsWith(" 0.0"),
                        line -> assertThat(line).isEqualTo("vrrp_split_brain{" + labels + "1.0"));
        assertThat(scrape.samples("vrrp_masters_seen")).contains("vrrp_masters_seen{" + labels + "2.0");
        assertThat(scrape.samples("vrrp_split_brain_seconds_total"))
                .contains("vrrp_split_brain_seconds_total{" + labels + "30.0");
        assertThat(scrape.samples("vrrp_split_brain_cause"))
                .hasSize(12)
                .contains("vrrp_split_brain_cause{cause=\"auth_mismatch\"," + labels + "1.0")
                .contains("vrrp_split_brain_cause{cause=\"one_way\"," + labels + "0.0");
    }

    @Test
    void whoElseClaimsWhatIsOursIsCountedOnceItHappened() {
        feed.show(Sample.agent(Sample.backup()));
        assertThat(scrape.samples("vrrp_vip_conflicts_total")).isEmpty();
        assertThat(scrape.samples("vrrp_foreign_adverts_total"))
                .noneMatch(line -> line.contains("vip_under_other_vrid"));

        feed.show(Sample.agent(Sample.split()));
        assertThat(scrape.samples("vrrp_vip_conflicts_total"))
                .containsExactly("vrrp_vip_conflicts_total{family=\"ipv4\",kind=\"arp_reply\",segment=\"192.0.2.0/24\","
                        + "vip=\"192.0.2.100\",vrid=\"55\",vrrp_instance=\"VI_5\"} 7.0");
        assertThat(scrape.samples("vrrp_foreign_adverts_total"))
                .contains("vrrp_foreign_adverts_total{interface=\"eth0\",reason=\"vip_under_other_vrid\"} 3.0");
    }

    @Test
    void whatIsTrackedWithAWeightIsShownAsPoints() {
        assertThat(scrape.samples("vrrp_priority_adjustment"))
                .containsExactly("vrrp_priority_adjustment{family=\"ipv4\",kind=\"script\",segment=\"192.0.2.0/24\","
                        + "tracker=\"chk_nginx\",vrid=\"51\",vrrp_instance=\"VI_1\"} -20.0");

        feed.show(Sample.agent(Sample.backup()));

        assertThat(scrape.samples("vrrp_priority_adjustment")).isEmpty();
    }

    @Test
    void aTrackerThatCountsForTheRouterAndForItsGroupIsOneSeries() {
        Tracked own = new Tracked(Sample.CHK_NGINX, -20, false);
        feed.show(Sample.agent(Sample.router("VI_1", KEY, RouterState.BACKUP, Sample.NOTHING_COUNTED)
                .tracks(own.judge(Reading.BAD), own.of("VG_1").judge(Reading.BAD))
                .build()));

        assertThat(scrape.samples("vrrp_priority_adjustment"))
                .singleElement()
                .asString()
                .endsWith(" -40.0");
    }

    @Test
    void maintenanceIsShownOfEveryRouter() {
        feed.show(Sample.agent(
                Sample.backup(),
                Sample.router("VI_1", KEY, RouterState.FAULT, Sample.NOTHING_COUNTED)
                        .inFault(FaultCause.MAINTENANCE)
                        .build()));

        assertThat(scrape.samples("vrrp_maintenance"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("VI_1").endsWith(" 1.0"),
                        line -> assertThat(line).contains("VI_2").endsWith(" 0.0"));
    }

    @Test
    void exactlyOneStateOfASyncGroupIsOne() {
        feed.show(Sample.watched(Sample.master()));

        assertThat(scrape.samples("vrrp_sync_group_state"))
                .hasSize(5)
                .filteredOn(line -> line.endsWith(" 1"))
                .containsExactly("vrrp_sync_group_state{sync_group=\"VG_1\",vrrp_sync_group_state=\"backup\"} 1");
    }

    @Test
    void theRhythmOfTheMasterIsShown() {
        String labels = "family=\"ipv4\"," + VI_1;

        assertThat(scrape.samples("vrrp_adverts_missed_total"))
                .containsExactly("vrrp_adverts_missed_total{" + labels + "} 12.0");
        assertThat(scrape.samples("vrrp_advert_gap_seconds_bucket"))
                .extracting(line -> line.replaceAll(".*le=\"(.*)\"} ", "$1 "))
                .containsExactly("0.1 0", "1.1 57", "2.2 58", "5.0 58", "+Inf 58");
        assertThat(scrape.samples("vrrp_advert_gap_seconds_sum"))
                .containsExactly("vrrp_advert_gap_seconds_sum{" + labels + "} 58.5");
    }

    @Test
    void announcementsAreNamedByFamily() {
        feed.show(Sample.agent(Sample.master(), Sample.faulty()));

        assertThat(scrape.samples("vrrp_garp_sent_total"))
                .containsExactly("vrrp_garp_sent_total{family=\"ipv4\"," + VI_1 + "} 10.0");
        assertThat(scrape.samples("vrrp_na_sent_total"))
                .singleElement()
                .asString()
                .contains("VI_6")
                .endsWith(" 0.0");
    }

    @Test
    void oneAddressOnTwoInterfacesIsOneSeries() {
        feed.show(Sample.agent(Sample.router("VI_1", KEY, RouterState.MASTER, Sample.NOTHING_COUNTED)
                .held(true, "192.0.2.100/24", "192.0.2.100/32")
                .build()));

        assertThat(scrape.samples("vrrp_vip_held"))
                .containsExactly(
                        "vrrp_vip_held{family=\"ipv4\",segment=\"192.0.2.0/24\",vip=\"192.0.2.100\",vrid=\"51\","
                                + "vrrp_instance=\"VI_1\"} 1.0");
    }

    @Test
    void addressesBesideTheAdvertsAreCountedNotListed() {
        feed.show(Sample.agent(Sample.router("VI_1", KEY, RouterState.MASTER, Sample.NOTHING_COUNTED)
                .held(true, "192.0.2.100/24")
                .holdsFirstOf("192.0.2.101/24", "2001:db8::7/64")
                .build()));

        String labels = "{family=\"ipv4\",segment=\"192.0.2.0/24\",vrid=\"51\",vrrp_instance=\"VI_1\"}";
        assertThat(scrape.samples("vrrp_vip_held")).hasSize(1);
        assertThat(scrape.samples("vrrp_vip_excluded")).containsExactly("vrrp_vip_excluded" + labels + " 2.0");
        assertThat(scrape.samples("vrrp_vip_excluded_held"))
                .containsExactly("vrrp_vip_excluded_held" + labels + " 1.0");
    }

    @Test
    void segmentStaysWhenTheInterfaceLosesItsAddress() {
        scrape.text();

        feed.show(Sample.agent(Sample.router("VI_1", KEY, RouterState.FAULT, Sample.NOTHING_COUNTED)
                .inFault(FaultCause.NO_SOURCE_ADDRESS)
                .build()));

        assertThat(scrape.samples("vrrp_master")).containsExactly("vrrp_master{family=\"ipv4\"," + VI_1 + "} 0.0");
    }

    @Test
    void timeOfATransitionDoesNotMoveWithTheWallClock() {
        List<String> before = scrape.samples("vrrp_last_transition_timestamp_seconds");

        feed.skew(3);
        List<String> after = scrape.samples("vrrp_last_transition_timestamp_seconds");

        assertThat(before)
                .containsExactly("vrrp_last_transition_timestamp_seconds{family=\"ipv4\"," + VI_1 + "} 1.80000004E9");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void routerThatIsRemovedIsNoLongerShown() {
        feed.publish(Sample.changed(1, "VI_1", RouterState.MASTER, TransitionReason.TIMEOUT, 0, 0));
        scrape.text();

        feed.show(Sample.agent(Sample.backup()));

        assertThat(scrape.text()).contains("VI_2").doesNotContain("VI_1");
    }

    private boolean isZero(String line) {
        return line.endsWith(" 0.0") || line.endsWith(" 0");
    }

    private static RouterSnapshot inState(RouterState state) {
        return Sample.router("VI_1", KEY, state, Sample.NOTHING_COUNTED).build();
    }
}
