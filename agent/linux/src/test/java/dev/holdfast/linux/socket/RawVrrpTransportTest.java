package dev.holdfast.linux.socket;

import static dev.holdfast.linux.socket.SampleAdverts.GROUP4;
import static dev.holdfast.linux.socket.SampleAdverts.GROUP6;
import static dev.holdfast.linux.socket.SampleAdverts.HERE4;
import static dev.holdfast.linux.socket.SampleAdverts.HERE6;
import static dev.holdfast.linux.socket.SampleAdverts.ROUTER4;
import static dev.holdfast.linux.socket.SampleAdverts.ROUTER6;
import static dev.holdfast.linux.socket.SampleAdverts.THERE4;
import static dev.holdfast.linux.socket.SampleAdverts.THERE6;
import static dev.holdfast.linux.socket.SampleAdverts.V2;
import static dev.holdfast.linux.socket.SampleAdverts.V3;
import static dev.holdfast.linux.socket.SampleAdverts.advert4;
import static dev.holdfast.linux.socket.SampleAdverts.multicast;
import static dev.holdfast.linux.socket.SampleAdverts.router;
import static dev.holdfast.linux.socket.SampleAdverts.unicast;
import static dev.holdfast.linux.socket.SampleAdverts.withTtl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.core.wire.Ipv4Datagram;
import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.TestNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two namespaces joined by a cable; what one sends, the other hears or does not. */
@Tag("netns")
class RawVrrpTransportTest {
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
    }

    @AfterEach
    void cleanUp() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private Station station(TestNamespace namespace, TransportSpec... specs) {
        return new Station(namespace, opened, specs);
    }

    private Forger forger(TestNamespace namespace) {
        Forger forger = Forger.in(namespace, HERE4);
        opened.add(forger);
        return forger;
    }

    @Test
    @Tag("C-001+")
    @Tag("C-002+")
    void anIpv4AdvertReachesTheGroup() {
        Station sender = station(here, multicast(ROUTER4, 2));
        Station receiver = station(there, multicast(ROUTER4, 2));

        Outcome outcome = sender.transport.send(ROUTER4, HERE4, GROUP4, advert4(51, 150, 1));

        assertThat(outcome).isEqualTo(Outcome.DONE);
        receiver.awaitDatagrams(1);
        assertThat(receiver.datagrams).containsExactly(new ReceivedDatagram(ROUTER4, HERE4, GROUP4, 255, V2));
        assertThat(receiver.loop.watched()).hasSize(1);
    }

    /** keepalived 2.2.7's, with the password s3cr3t. */
    @Test
    void anAdvertInAHeaderReachesTheGroup() {
        TransportSpec spec = new TransportSpec(ROUTER4, 2, Optional.of(GROUP4), List.of(), 255, Optional.empty(), true);
        Octets packet = Octets.hex("45c00040 00010000 ff3318ac c000020b e0000012 70040000 c000020b 00000001 80e82260"
                + "9e8ec1a2 f15cbe02 2133c801 02015265 c0000264 00000000 00000000");
        Station sender = station(here, spec);
        Station receiver = station(there, spec);

        sender.transport.send(ROUTER4, HERE4, GROUP4, packet);

        receiver.awaitDatagrams(1);
        assertThat(receiver.datagrams)
                .containsExactly(
                        new ReceivedDatagram(ROUTER4, HERE4, GROUP4, 255, packet.slice(44, packet.length()), packet));
    }

    /** On the diagnostic path, so that the operator hears of the difference. */
    @Test
    void anAdvertWithoutItsHeaderIsToldToo() {
        Station sender = station(here, multicast(ROUTER4, 2));
        Station receiver = station(
                there, new TransportSpec(ROUTER4, 2, Optional.of(GROUP4), List.of(), 255, Optional.empty(), true));

        sender.transport.send(ROUTER4, HERE4, GROUP4, advert4(51, 150, 1));

        receiver.awaitDatagrams(1);
        assertThat(receiver.datagrams).containsExactly(new ReceivedDatagram(ROUTER4, HERE4, GROUP4, 255, V2));
    }

    @Test
    void openingSaysNothing() {
        Station listener = station(there, multicast(ROUTER4, 2), multicast(ROUTER6, 3));

        Station opened = station(here, multicast(ROUTER4, 2), multicast(ROUTER6, 3));

        opened.transport.send(ROUTER4, HERE4, GROUP4, advert4(51, 150, 1));
        opened.transport.send(ROUTER6, HERE6, GROUP6, V3);
        listener.awaitDatagrams(2);
        assertThat(listener.malformed).isEmpty();
    }

    @Test
    @Tag("C-020+")
    void nobodyHearsItself() {
        Station sender = station(here, multicast(ROUTER4, 2), multicast(ROUTER6, 3));
        Station receiver = station(there, multicast(ROUTER4, 2), multicast(ROUTER6, 3));

        sender.transport.send(ROUTER4, HERE4, GROUP4, advert4(51, 150, 1));
        sender.transport.send(ROUTER6, HERE6, GROUP6, V3);
        // The forger's socket lets the kernel loop a copy back, as another agent's on this host might.
        forger(here).send(advert4(52, 150, 2));

        receiver.awaitDatagrams(3);
        assertThat(sender.drain(100)).isZero();
        assertThat(sender.datagrams).isEmpty();
    }

    @Test
    @Tag("C-017+")
    void anIpv6AdvertReachesTheGroupWithTheKernelsChecksum() {
        Station sender = station(here, multicast(ROUTER6, 3));
        Station receiver = station(there, multicast(ROUTER6, 3));

        Outcome outcome = sender.transport.send(ROUTER6, HERE6, GROUP6, V3);

        assertThat(outcome).isEqualTo(Outcome.DONE);
        receiver.awaitDatagrams(1);
        // Addresses fd9e + length 18 + protocol 70 + message 3137 9601 0064 fe80 0100 make c545; its complement: 3aba.
        assertThat(receiver.datagrams)
                .containsExactly(new ReceivedDatagram(
                        ROUTER6, HERE6, GROUP6, 255, Octets.hex("31379601 00643aba fe800000000000000000000000000100")));
    }

    @Test
    void unicastReachesThePeerOnBothFamilies() {
        Station sender = station(here, unicast(ROUTER4, 2, THERE4), unicast(ROUTER6, 3, THERE6));
        Station receiver = station(there, unicast(ROUTER4, 2, HERE4), unicast(ROUTER6, 3, HERE6));

        assertThat(sender.transport.send(ROUTER4, HERE4, THERE4, Ipv4Datagram.encode(HERE4, THERE4, 255, 1, V2)))
                .isEqualTo(Outcome.DONE);
        assertThat(sender.transport.send(ROUTER6, HERE6, THERE6, V3)).isEqualTo(Outcome.DONE);

        receiver.awaitDatagrams(2);
        assertThat(receiver.datagrams)
                .extracting(ReceivedDatagram::router, ReceivedDatagram::source, ReceivedDatagram::destination)
                .containsExactlyInAnyOrder(tuple(ROUTER4, HERE4, THERE4), tuple(ROUTER6, HERE6, THERE6));
        assertThat(receiver.datagrams).extracting(ReceivedDatagram::hopLimit).containsOnly(255);
    }

    /** Twenty genuine adverts, each followed by a thousand packets of junk, and a reader that comes only afterwards. */
    @Test
    void junkDoesNotCrowdOutGenuineAdverts() {
        Station receiver = station(there, multicast(ROUTER4, 2));
        Forger forger = forger(here);
        List<Octets> junk = List.of(
                withTtl(254, advert4(51, 254, 9)),
                advert4(99, 254, 9),
                Ipv4Datagram.encode(HERE4, GROUP4, 255, 9, Octets.hex("3133fe01 0064 0000 c0000264")),
                Ipv4Datagram.encode(HERE4, GROUP4, 255, 9, Octets.hex("2233")));

        for (int advert = 1; advert <= 20; advert++) {
            forger.send(advert4(51, advert, advert));
            for (int i = 0; i < 1000; i++) {
                forger.send(junk.get(i % junk.size()));
            }
        }

        // The main socket first: whatever the diagnostic one holds comes after it and is little.
        Lab.await("twenty genuine adverts", () -> {
            receiver.drain(100);
            return receiver.datagrams.stream()
                            .filter(RawVrrpTransportTest::isGenuine)
                            .count()
                    >= 20;
        });
        assertThat(receiver.datagrams.stream().filter(RawVrrpTransportTest::isGenuine))
                .extracting(datagram -> datagram.message().u8(2))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }

    private static boolean isGenuine(ReceivedDatagram datagram) {
        return datagram.hopLimit() == 255
                && datagram.message().u8(0) == 0x21
                && datagram.message().u8(1) == 51;
    }

    @Test
    void junkIsReadSixteenPacketsAtATimeBesideTheLimit() {
        Station receiver = station(there, multicast(ROUTER4, 2));
        Forger forger = forger(here);
        for (int i = 1; i <= 100; i++) {
            forger.send(advert4(99, 100, i));
        }
        forger.send(advert4(51, 100, 101));

        int read = receiver.drain(100);

        assertThat(read).isEqualTo(1);
        assertThat(receiver.datagrams).hasSize(17);
        assertThat(receiver.datagrams.get(0).message().u8(1)).isEqualTo(51);
    }

    @Test
    @Tag("C-021+")
    void aTtlBelow255TakesTheDiagnosticPathAlone() {
        Station receiver = station(there, multicast(ROUTER4, 2));

        forger(here).send(withTtl(254, advert4(51, 150, 1)));

        // A limit of zero reads no main socket.
        Lab.await("the diagnosis", () -> {
            assertThat(receiver.drain(0)).isZero();
            return !receiver.datagrams.isEmpty();
        });
        assertThat(receiver.datagrams).containsExactly(new ReceivedDatagram(ROUTER4, HERE4, GROUP4, 254, V2));
        assertThat(receiver.drain(100)).isZero();
    }

    @Test
    void unicastToAMulticastRouterIsForDiagnosis() {
        Station receiver = station(there, multicast(ROUTER4, 2), multicast(ROUTER6, 3));
        Station sender = station(here, unicast(ROUTER4, 2, THERE4), unicast(ROUTER6, 3, THERE6));

        sender.transport.send(ROUTER4, HERE4, THERE4, Ipv4Datagram.encode(HERE4, THERE4, 255, 1, V2));
        sender.transport.send(ROUTER6, HERE6, THERE6, V3);

        Lab.await("the diagnosis", () -> {
            assertThat(receiver.drain(0)).isZero();
            return receiver.datagrams.size() == 2;
        });
        assertThat(receiver.datagrams)
                .extracting(ReceivedDatagram::destination)
                .containsExactlyInAnyOrder(THERE4, THERE6);
    }

    @Test
    @Tag("C-028+")
    void aStrangersVridIsReportedOnceAtTheLowestRouter() {
        Station receiver = station(there, multicast(router(IpFamily.IPV4, 52), 2), multicast(ROUTER4, 2));

        forger(here).send(advert4(99, 150, 1));

        receiver.awaitDatagrams(1);
        assertThat(receiver.datagrams.get(0).router()).isEqualTo(ROUTER4);
        assertThat(receiver.datagrams.get(0).message().u8(1)).isEqualTo(99);
    }

    @Test
    @Tag("C-028-")
    void routersOnOneInterfaceHearTheirOwnVridOnly() {
        RouterKey other = router(IpFamily.IPV4, 52);
        Station receiver = station(there, multicast(ROUTER4, 2), multicast(other, 2));
        Forger forger = forger(here);

        forger.send(advert4(51, 150, 1));
        forger.send(advert4(52, 150, 2));

        receiver.awaitDatagrams(2);
        Lab.pause(Duration.ofMillis(50));
        receiver.drain(100);
        assertThat(receiver.datagrams).extracting(ReceivedDatagram::router).containsExactlyInAnyOrder(ROUTER4, other);
    }

    @Test
    void aRouterThatClosedHearsNothingAndItsVridIsAStrangers() {
        RouterKey other = router(IpFamily.IPV4, 52);
        Station receiver = station(there, multicast(ROUTER4, 2), multicast(other, 2));

        receiver.transport.close(ROUTER4);
        forger(here).send(advert4(51, 150, 1));

        receiver.awaitDatagrams(1);
        assertThat(receiver.datagrams.get(0).router()).isEqualTo(other);
        assertThat(receiver.loop.watched()).hasSize(1);
        receiver.transport.close(other);
        assertThat(receiver.loop.watched()).isEmpty();
        assertThat(receiver.drain(100)).isZero();
    }

    @Test
    void openingAgainReplaces() {
        Station receiver = station(there, multicast(ROUTER4, 2));

        there.call(() -> receiver.transport.open(unicast(ROUTER4, 2, HERE4)));

        assertThat(receiver.loop.watched()).hasSize(1);
        Forger forger = forger(here);
        forger.send(Ipv4Datagram.encode(HERE4, THERE4, 255, 1, V2));
        receiver.awaitDatagrams(1);
    }

    @Test
    void theLimitIsSharedFairly() {
        RouterKey other = router(IpFamily.IPV4, 52);
        Station receiver = station(there, multicast(ROUTER4, 2), multicast(other, 2));
        Forger forger = forger(here);
        for (int i = 1; i <= 10; i++) {
            forger.send(advert4(51, i, i));
            forger.send(advert4(52, i, i));
        }

        assertThat(receiver.drain(4)).isEqualTo(4);
        assertThat(receiver.drain(4)).isEqualTo(4);

        assertThat(receiver.datagrams).extracting(ReceivedDatagram::router).contains(ROUTER4, other);
        assertThat(receiver.drain(100)).isEqualTo(12);
        assertThat(receiver.drain(100)).isZero();
    }

    /** 9000 octets arrive in fragments, are put together by the kernel, and are more than we read. */
    @Test
    void aPacketLongerThanItsRoomIsMalformed() {
        Station receiver = station(there, multicast(ROUTER4, 2));
        Forger sender = forger(here);
        byte[] message = new byte[1480];
        System.arraycopy(V2.toByteArray(), 0, message, 0, V2.length());

        for (int fragment = 0; fragment < 7; fragment++) {
            byte[] packet = Ipv4Datagram.encode(HERE4, GROUP4, 255, 77, Octets.of(message))
                    .toByteArray();
            int offset = fragment * 1480 / 8;
            packet[6] = (byte) ((fragment < 6 ? 0x20 : 0) | offset >>> 8);
            packet[7] = (byte) offset;
            sender.send(Octets.of(packet));
        }

        Lab.await("the malformed packet", () -> {
            receiver.drain(100);
            return !receiver.malformed.isEmpty();
        });
        assertThat(receiver.malformed).containsExactly(ROUTER4);
        assertThat(receiver.datagrams).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsSaidInTheKernelsWords() {
        Station station = station(here, multicast(ROUTER4, 2));
        RouterKey elsewhere = new RouterKey(new InterfaceName("eth9"), IpFamily.IPV4, new Vrid(51));

        assertThat(station.transport.open(multicast(elsewhere, 2)))
                .isEqualTo(Outcome.failed("open VRRP sockets", "eth9/ipv4/51", "ENODEV"));
        assertThat(station.transport.send(elsewhere, HERE4, GROUP4, advert4(51, 1, 1)))
                .isEqualTo(Outcome.failed(
                        "send advertisement", "eth9/ipv4/51 to 224.0.0.18", "EBADF (its sockets are not open)"));
        assertThat(station.transport.send(ROUTER4, HERE4, GROUP4, Octets.of(new byte[9000])))
                .isEqualTo(Outcome.failed("send advertisement", "eth0/ipv4/51 to 224.0.0.18", "EMSGSIZE"));

        here.ip("link set eth0 down");
        assertThat(station.transport
                        .send(ROUTER4, HERE4, GROUP4, advert4(51, 1, 1))
                        .isDone())
                .isFalse();
        assertThat(station.drain(100)).isZero();
    }

    @Test
    void adversityOfTheLinkDoesNotDeafenTheSocket() {
        Station sender = station(here, multicast(ROUTER4, 2));
        Station receiver = station(there, multicast(ROUTER4, 2));

        there.ip("link set eth0 down");
        receiver.drain(100);
        there.ip("link set eth0 up");
        Lab.await("an advert after the link came back", () -> {
            sender.transport.send(ROUTER4, HERE4, GROUP4, advert4(51, 150, 1));
            return receiver.drain(100) > 0;
        });
    }
}
