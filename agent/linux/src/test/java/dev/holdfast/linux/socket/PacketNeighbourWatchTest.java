package dev.holdfast.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.ClaimKind;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.TestNamespace;
import dev.holdfast.linux.netlink.NetlinkRequests;
import dev.holdfast.linux.route.Interfaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Here eth0 has 02:00:00:00:00:0a, there 02:00:00:00:00:0b. */
@Tag("netns")
class PacketNeighbourWatchTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final IpAddress VIP4 = IpAddress.parse("192.0.2.100");
    private static final IpAddress VIP6 = IpAddress.parse("2001:db8::100");
    private static final IpAddress NOBODY = new IpAddress(IpFamily.IPV4, 0, 0);
    private static final MacAddress THERE = MacAddress.parse("02:00:00:00:00:0b");

    private final List<AddressClaim> claims = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private TestNamespace here;
    private TestNamespace there;
    private PacketNeighbourWatch watch;

    @BeforeEach
    void open() {
        Lab.requireNamespaces();
        here = TestNamespace.create();
        opened.add(here);
        there = TestNamespace.create();
        opened.add(there);
        here.connect(there);
        watch = here.call(() -> {
            NetlinkRequests requests = NetlinkRequests.open();
            opened.add(requests);
            return PacketNeighbourWatch.open(new Interfaces(requests));
        });
        opened.add(watch);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private void watch(IpAddress... addresses) {
        assertThat(order(ETH0, Set.of(addresses))).isEqualTo(Outcome.DONE);
    }

    /** Sockets are opened where the thread is. */
    private Outcome order(InterfaceName dev, Set<IpAddress> addresses) {
        return here.call(() -> watch.watch(dev, addresses));
    }

    private void drain() {
        watch.drain(100, (dev, claim) -> claims.add(claim));
    }

    private void awaitClaims(AddressClaim... expected) {
        Lab.await(List.of(expected).toString(), () -> {
            drain();
            return claims.containsAll(List.of(expected));
        });
    }

    private void announceThere(String prefix) {
        PacketNeighbourAnnouncer announcer = there.call(() -> {
            NetlinkRequests requests = NetlinkRequests.open();
            opened.add(requests);
            return PacketNeighbourAnnouncer.open(new Interfaces(requests));
        });
        opened.add(announcer);
        assertThat(announcer.announce(List.of(VirtualAddress.of(prefix, ETH0)))).isEqualTo(Outcome.DONE);
    }

    @Test
    @Tag("C-091+")
    void aProbeIsAnsweredByWhoHasTheAddress() {
        watch(VIP4);
        there.ip("address add 192.0.2.100/24 dev eth0");

        assertThat(watch.ask(ETH0, VIP4, NOBODY)).isEqualTo(Outcome.DONE);

        awaitClaims(new AddressClaim(ClaimKind.ARP_REPLY, VIP4, THERE));
    }

    @Test
    void anIpv6AddressIsAskedForFromOurOwn() {
        there.ip("-6 address add 2001:db8::100/64 dev eth0 nodad");
        watch(VIP6);

        // The kernel joins the group of a new address in its own time.
        AddressClaim expected = new AddressClaim(ClaimKind.NEIGHBOUR_ADVERTISEMENT, VIP6, THERE);
        Lab.await(expected.toString(), () -> {
            assertThat(watch.ask(ETH0, VIP6, IpAddress.parse("fe80::a"))).isEqualTo(Outcome.DONE);
            drain();
            return claims.contains(expected);
        });
    }

    @Test
    @Tag("C-092+")
    @Tag("C-096+")
    void announcementsOfBothFamiliesAreHeard() {
        watch(VIP4, VIP6);

        announceThere("192.0.2.100/24");
        announceThere("2001:db8::100/64");

        awaitClaims(
                new AddressClaim(ClaimKind.ARP_ANNOUNCE, VIP4, THERE),
                new AddressClaim(ClaimKind.NEIGHBOUR_ADVERTISEMENT, VIP6, THERE));
    }

    @Test
    @Tag("C-096+")
    void duplicateAddressDetectionThereIsAProbe() {
        watch(VIP6);

        there.ip("-6 address add 2001:db8::100/64 dev eth0");

        awaitClaims(new AddressClaim(ClaimKind.PROBE, VIP6, THERE));
    }

    @Test
    void whatIsNotWatchedIsNotHeardNorWhatWasOnceWatched() {
        watch(VIP4, IpAddress.parse("192.0.2.101"));
        watch(VIP4);

        announceThere("192.0.2.99/24");
        announceThere("192.0.2.101/24");
        announceThere("192.0.2.100/24");

        awaitClaims(new AddressClaim(ClaimKind.ARP_ANNOUNCE, VIP4, THERE));
        assertThat(claims).hasSize(1);
    }

    @Test
    void moreAddressesThanTheFilterComparesAreWatchedAllTheSame() {
        Set<IpAddress> many = new HashSet<>();
        for (int i = 0; i <= ClaimFilter.MOST_COMPARED; i++) {
            many.add(IpAddress.parse("198.18." + i / 250 + "." + (1 + i % 250)));
        }
        many.add(VIP4);
        assertThat(order(ETH0, many)).isEqualTo(Outcome.DONE);

        announceThere("192.0.2.99/24");
        announceThere("192.0.2.100/24");

        awaitClaims(new AddressClaim(ClaimKind.ARP_ANNOUNCE, VIP4, THERE));
        assertThat(claims).hasSize(1);
    }

    @Test
    void anEndedWatchAndAnInterfaceWithoutNeighboursHearNothing() {
        watch(VIP4);
        assertThat(order(ETH0, Set.of())).isEqualTo(Outcome.DONE);
        assertThat(order(new InterfaceName("lo"), Set.of(VIP4))).isEqualTo(Outcome.DONE);

        announceThere("192.0.2.100/24");

        Lab.pause(Duration.ofMillis(50));
        drain();
        assertThat(claims).isEmpty();
    }

    @Test
    void anInterfaceThatDoesNotExistIsAFailureWithItsName() {
        InterfaceName nowhere = new InterfaceName("eth9");

        assertThat(order(nowhere, Set.of(VIP4))).isEqualTo(Outcome.failed("watch neighbours", "eth9", "ENODEV"));
        assertThat(watch.ask(nowhere, VIP4, NOBODY))
                .isEqualTo(Outcome.failed("ask for", "192.0.2.100 on eth9", "ENODEV"));
    }
}
