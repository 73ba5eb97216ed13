package dev.holdfast.linux.socket;

import static dev.holdfast.linux.socket.SampleAdverts.ETH0;
import static dev.holdfast.linux.socket.SampleAdverts.GROUP4;
import static dev.holdfast.linux.socket.SampleAdverts.GROUP6;
import static dev.holdfast.linux.socket.SampleAdverts.HERE4;
import static dev.holdfast.linux.socket.SampleAdverts.HERE6;
import static dev.holdfast.linux.socket.SampleAdverts.THERE4;
import static dev.holdfast.linux.socket.SampleAdverts.THERE6;
import static dev.holdfast.linux.socket.SampleAdverts.V2;
import static dev.holdfast.linux.socket.SampleAdverts.V3;
import static dev.holdfast.linux.socket.SampleAdverts.advert4;
import static dev.holdfast.linux.socket.SampleAdverts.multicast;
import static dev.holdfast.linux.socket.SampleAdverts.unicast;
import static dev.holdfast.linux.socket.SampleAdverts.withTtl;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.core.wire.Ipv4Datagram;
import dev.holdfast.core.wire.Ipv6Datagram;
import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.TestNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cable with no address at either end, and a router on another interface, which is not even there. */
@Tag("netns")
class HeartbeatSocketTest {
    private static final InterfaceName LAN = new InterfaceName("lan0");
    private static final RouterKey FOUR = new RouterKey(LAN, IpFamily.IPV4, new Vrid(51));
    private static final RouterKey SIX = new RouterKey(LAN, IpFamily.IPV6, new Vrid(55));

    private final List<AutoCloseable> opened = new ArrayList<>();
    private TestNamespace here;
    private TestNamespace there;

    @BeforeEach
    void layTheCable() {
        Lab.requireNamespaces();
        here = TestNamespace.create();
        opened.add(here);
        there = TestNamespace.create();
        opened.add(there);
        here.connect(there);
        here.ip("addr flush dev eth0");
        there.ip("addr flush dev eth0");
    }

    @AfterEach
    void cleanUp() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private Station station(TestNamespace namespace, TransportSpec... specs) {
        Station station = new Station(namespace, opened);
        for (TransportSpec spec : specs) {
            assertThat(namespace.call(() -> station.transport.openHeartbeat(spec, ETH0)))
                    .isEqualTo(Outcome.DONE);
        }
        return station;
    }

    private static void send(Station station, RouterKey router, Octets packet) {
        assertThat(station.transport.sendHeartbeat(router, ETH0, packet)).isEqualTo(Outcome.DONE);
    }

    @Test
    void packetsOfBothFamiliesCrossALinkWithoutAddresses() {
        Station sender = station(here, multicast(FOUR, 2), multicast(SIX, 3));
        Station receiver = station(there, multicast(FOUR, 2), multicast(SIX, 3));

        send(sender, FOUR, advert4(51, 150, 1));
        send(sender, SIX, Ipv6Datagram.encode(HERE6, GROUP6, 255, V3));

        receiver.awaitDatagrams(2);
        assertThat(receiver.datagrams)
                .containsExactlyInAnyOrder(
                        new ReceivedDatagram(
                                        FOUR,
                                        HERE4,
                                        GROUP4,
                                        255,
                                        advert4(51, 150, 1).slice(20, 40))
                                .over(ETH0),
                        new ReceivedDatagram(SIX, HERE6, GROUP6, 255, V3).over(ETH0));
        assertThat(receiver.loop.watched()).hasSize(2);
    }

    @Test
    void unicastPacketsArriveThoughNobodyHasTheirDestination() {
        Station sender = station(here, unicast(FOUR, 2, THERE4), unicast(SIX, 3, THERE6));
        Station receiver = station(there, unicast(FOUR, 2, HERE4), unicast(SIX, 3, HERE6));

        send(sender, FOUR, Ipv4Datagram.encode(HERE4, THERE4, 255, 1, V2));
        send(sender, SIX, Ipv6Datagram.encode(HERE6, THERE6, 255, V3));

        receiver.awaitDatagrams(2);
        assertThat(receiver.datagrams)
                .extracting(ReceivedDatagram::destination)
                .containsExactlyInAnyOrder(THERE4, THERE6);
    }

    @Test
    void aPacketInAnAuthenticationHeaderArrivesWhole() {
        TransportSpec spec = new TransportSpec(FOUR, 2, Optional.of(GROUP4), List.of(), 255, Optional.empty(), true);
        Octets packet = Octets.hex("45c00040 00010000 ff3318ac c000020b e0000012 70040000 c000020b 00000001 80e82260"
                + "9e8ec1a2 f15cbe02 2133c801 02015265 c0000264 00000000 00000000");
        Station receiver = station(there, spec);

        send(station(here, spec), FOUR, packet);

        receiver.awaitDatagrams(1);
        assertThat(receiver.datagrams.get(0).packet()).isEqualTo(packet);
    }

    @Test
    void nobodyHearsItselfNorWhatIsNotItsOwn() {
        Station receiver = station(there, multicast(FOUR, 2), multicast(SIX, 3));
        Station sender = station(here, multicast(FOUR, 2), multicast(SIX, 3));

        send(sender, FOUR, withTtl(254, advert4(51, 150, 1)));
        send(sender, FOUR, advert4(52, 150, 2));
        send(sender, FOUR, Ipv4Datagram.encode(HERE4, GROUP4, 17, 255, 3, V2));
        send(sender, FOUR, Ipv4Datagram.encode(HERE4, THERE4, 255, 4, V2));
        send(sender, SIX, Ipv6Datagram.encode(HERE6, GROUP6, 254, V3));
        send(sender, SIX, Ipv6Datagram.encode(HERE6, THERE6, 255, V3));
        send(sender, FOUR, advert4(51, 150, 5));

        receiver.awaitDatagrams(1);
        assertThat(receiver.drain(100)).isZero();
        assertThat(sender.drain(100)).isZero();
    }

    /** On a raw socket the kernel has looked at it. */
    @Test
    void aDamagedHeaderIsMalformed() {
        Station receiver = station(there, multicast(FOUR, 2));
        byte[] damaged = advert4(51, 150, 1).toByteArray();
        damaged[12] ^= 1;

        send(station(here, multicast(FOUR, 2)), FOUR, Octets.of(damaged));

        Lab.await("the damaged packet", () -> receiver.drain(100) > 0);
        assertThat(receiver.malformed).containsExactly(FOUR);
        assertThat(receiver.datagrams).isEmpty();
    }

    @Test
    void aLinkThatWasDownIsHeardAgain() {
        Station sender = station(here, multicast(FOUR, 2));
        Station receiver = station(there, multicast(FOUR, 2));

        there.ip("link set eth0 down");
        receiver.drain(100);
        there.ip("link set eth0 up");

        Lab.await("an advert after the link came back", () -> {
            sender.transport.sendHeartbeat(FOUR, ETH0, advert4(51, 150, 1));
            return receiver.drain(100) > 0;
        });
    }

    @Test
    void whatCannotBeDoneIsSaidInTheKernelsWords() {
        Station station = station(here, multicast(FOUR, 2));
        InterfaceName nowhere = new InterfaceName("eth9");

        assertThat(here.call(() -> station.transport.openHeartbeat(multicast(FOUR, 2), nowhere)))
                .isEqualTo(Outcome.failed("open heartbeat", "lan0/ipv4/51 on eth9", "ENODEV"));
        assertThat(station.transport.sendHeartbeat(FOUR, nowhere, advert4(51, 1, 1)))
                .isEqualTo(Outcome.failed("send heartbeat", "lan0/ipv4/51 on eth9", "EBADF (its socket is not open)"));
        assertThat(station.transport.sendHeartbeat(FOUR, ETH0, Octets.of(new byte[2000])))
                .isEqualTo(Outcome.failed("send heartbeat", "lan0/ipv4/51 on eth0", "EMSGSIZE"));

        station.transport.closeHeartbeat(FOUR, ETH0);
        assertThat(station.loop.watched()).isEmpty();
    }
}
