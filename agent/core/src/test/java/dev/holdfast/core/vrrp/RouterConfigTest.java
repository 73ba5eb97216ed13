package dev.holdfast.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RouterConfigTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final long CENTI = 10_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final List<String> ONE_ADDRESS = List.of("192.0.2.100/24");

    @Test
    @Tag("C-014+")
    void version2TakesWholeSecondsUpTo255() {
        assertThat(config(2, 100, SECOND, ONE_ADDRESS).advertIntervalCentis()).isEqualTo(100);
        assertThat(config(2, 100, 255 * SECOND, ONE_ADDRESS).advertIntervalCentis())
                .isEqualTo(25_500);
    }

    @Test
    @Tag("C-014-")
    void version2RefusesOtherIntervals() {
        assertRefused("advert_int of version 2 must be 1..255 s", 2, 100, 256 * SECOND, ONE_ADDRESS);
        assertRefused("advert_int of version 2 must be 1..255 s", 2, 100, 150 * CENTI, ONE_ADDRESS);
        assertRefused("advert_int must be whole centiseconds above zero", 2, 100, 0, ONE_ADDRESS);
    }

    @Test
    @Tag("C-014+")
    void version3TakesWholeCentisecondsUpTo4095() {
        assertThat(config(3, 100, CENTI, ONE_ADDRESS).advertIntervalCentis()).isEqualTo(1);
        assertThat(config(3, 100, 4095 * CENTI, ONE_ADDRESS).advertIntervalCentis())
                .isEqualTo(4095);
    }

    @Test
    @Tag("C-014-")
    void version3RefusesOtherIntervals() {
        assertRefused("advert_int of version 3 must be 0.01..40.95 s", 3, 100, 4096 * CENTI, ONE_ADDRESS);
        assertRefused("advert_int must be whole centiseconds above zero", 3, 100, 0, ONE_ADDRESS);
        assertRefused("advert_int must be whole centiseconds above zero", 3, 100, CENTI + 1, ONE_ADDRESS);
        assertRefused("advert_int must be whole centiseconds above zero", 3, 100, -CENTI, ONE_ADDRESS);
    }

    @Test
    void thereIsNoOtherVersion() {
        assertRefused("version 2 is for IPv4 alone", 4, 100, SECOND, ONE_ADDRESS);
        assertRefused("version 2 is for IPv4 alone", 1, 100, SECOND, ONE_ADDRESS);
        assertRefused("version 2 is for IPv4 alone", 2, 100, SECOND, List.of("fe80::100/64"));
    }

    @Test
    @Tag("C-007-")
    void thePriorityThatResignsCannotBeConfigured() {
        assertThat(config(3, 1, SECOND, ONE_ADDRESS).priority()).isEqualTo(new Priority(1));
        assertThat(config(3, 255, SECOND, ONE_ADDRESS).priority()).isEqualTo(Priority.OWNER);
        assertRefused("priority must be 1..255", 3, 0, SECOND, ONE_ADDRESS);
    }

    @Test
    @Tag("C-008-")
    void thereIsAtLeastOneAddressAndAtMost255() {
        assertThat(config(3, 100, SECOND, Collections.nCopies(255, "192.0.2.100/24"))
                        .addresses())
                .hasSize(255);
        assertRefused("1 to 255 virtual addresses in the adverts", 3, 100, SECOND, List.of());
        assertRefused(
                "1 to 255 virtual addresses in the adverts",
                3,
                100,
                SECOND,
                Collections.nCopies(256, "192.0.2.100/24"));
    }

    @Test
    @Tag("C-009-")
    void allAddressesAreOfOneFamily() {
        assertRefused(
                "all advertised addresses of one family", 3, 100, SECOND, List.of("192.0.2.100/24", "fe80::100/64"));
    }

    @Test
    void anAddressBesideTheAdvertsIsOfAnyFamilyAndInNoAdvert() {
        VirtualAddress beside = VirtualAddress.of("2001:db8::7/64", ETH0).unadvertised();
        RouterConfig config = RouterConfig.builder("VI_1", new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51)))
                .addresses(List.of(VirtualAddress.of("192.0.2.100/24", ETH0), beside))
                .build();

        assertThat(config.advertisedAddresses()).containsExactly(IpAddress.parse("192.0.2.100"));
        assertThat(config.addressOn(ETH0, beside.prefix())).contains(beside);
    }

    @Test
    void onlyWhatTheKernelSeesMakesAnotherAddress() {
        VirtualAddress plain = VirtualAddress.of("192.0.2.101/24", ETH0);
        VirtualAddress first = VirtualAddress.of("192.0.2.100/24", ETH0);
        RouterConfig before = RouterConfig.builder("VI_1", new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51)))
                .addresses(List.of(first, plain))
                .build();
        RouterConfig excluded = RouterConfig.builder("VI_1", new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51)))
                .addresses(List.of(first, plain.unadvertised().untracked()))
                .build();
        RouterConfig labelled = RouterConfig.builder("VI_1", new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51)))
                .addresses(List.of(first, plain.with(plain.attributes().withLabel("eth0:1"))))
                .build();

        assertThat(before.addressesNotIn(excluded)).isEmpty();
        assertThat(before.addressesNotIn(labelled)).containsExactly(plain);
    }

    @Test
    @Tag("C-010+")
    void advertsListTheAddressesInTheConfiguredOrder() {
        RouterConfig config = config(3, 100, SECOND, List.of("192.0.2.102/24", "192.0.2.100/24"));

        assertThat(config.advertisedAddresses())
                .containsExactly(IpAddress.parse("192.0.2.102"), IpAddress.parse("192.0.2.100"));
    }

    @Test
    @Tag("C-055+")
    void missedAdvertsAre1To100() {
        assertThat(missing(1).downTimerAdverts()).isEqualTo(1);
        assertThat(missing(100).downTimerAdverts()).isEqualTo(100);
    }

    @Test
    @Tag("C-055-")
    void otherNumbersOfMissedAdvertsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> missing(0))
                .withMessage("down_timer_adverts must be 1..100");
        assertThatIllegalArgumentException().isThrownBy(() -> missing(101));
    }

    private static RouterConfig missing(int adverts) {
        return config(3, 100, SECOND, adverts, ONE_ADDRESS);
    }

    private static void assertRefused(
            String message, int version, int priority, long intervalNanos, List<String> addresses) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(version, priority, intervalNanos, addresses))
                .withMessage(message);
    }

    private static RouterConfig config(int version, int priority, long intervalNanos, List<String> addresses) {
        return config(version, priority, intervalNanos, RouterConfig.DEFAULT_DOWN_TIMER_ADVERTS, addresses);
    }

    private static RouterConfig config(
            int version, int priority, long intervalNanos, int downTimerAdverts, List<String> addresses) {
        InterfaceName dev = new InterfaceName("eth0");
        boolean ipv6 = !addresses.isEmpty() && addresses.get(0).indexOf(':') >= 0;
        return RouterConfig.builder("VI_1", new RouterKey(dev, ipv6 ? IpFamily.IPV6 : IpFamily.IPV4, new Vrid(51)))
                .version(version)
                .priority(new Priority(priority))
                .advertIntervalNanos(intervalNanos)
                .downTimerAdverts(downTimerAdverts)
                .addresses(addresses.stream()
                        .map(prefix -> VirtualAddress.of(prefix, dev))
                        .toList())
                .path(AdvertPath.multicast(ipv6 ? AdvertPath.IPV6_GROUP : AdvertPath.IPV4_GROUP))
                .build();
    }
}
