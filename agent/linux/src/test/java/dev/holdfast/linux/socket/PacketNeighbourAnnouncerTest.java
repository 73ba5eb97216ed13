package dev.holdfast.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.TestNamespace;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.Linux;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.netlink.NetlinkRequests;
import dev.holdfast.linux.route.Interfaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("netns")
class PacketNeighbourAnnouncerTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final VirtualAddress VIP4 = VirtualAddress.of("192.0.2.100/24", ETH0);
    private static final VirtualAddress VIP6 = VirtualAddress.of("fe80::100/64", ETH0);

    /** ETH_P_ALL in network order, as socket(2) wants it. */
    private static final int EVERYTHING = 0x0300;

    private final IncomingMessage frame = new IncomingMessage(2048);
    private TestNamespace here;
    private TestNamespace there;
    private NetlinkRequests requests;
    private PacketNeighbourAnnouncer announcer;
    private NativeSocket ear;

    @BeforeEach
    void open() throws Exception {
        Lab.requireNamespaces();
        here = TestNamespace.create();
        there = TestNamespace.create();
        here.connect(there);
        requests = here.call(NetlinkRequests::open);
        announcer = here.call(() -> PacketNeighbourAnnouncer.open(new Interfaces(requests)));
        ear = there.call(() -> NativeSocket.open(
                Linux.AF_PACKET, Linux.SOCK_RAW | Linux.SOCK_NONBLOCK, EVERYTHING, "an ear of the test"));
    }

    @AfterEach
    void close() {
        if (ear != null) {
            ear.close();
            announcer.close();
            requests.close();
        }
        if (there != null) {
            there.close();
        }
        if (here != null) {
            here.close();
        }
    }

    private void awaitFrame(String hex) {
        Octets expected = Octets.hex(hex);
        Lab.await("the frame " + expected, () -> {
            try {
                while (ear.receive(frame)) {
                    if (frame.content().equals(expected)) {
                        return true;
                    }
                }
                return false;
            } catch (ErrnoException refused) {
                throw new AssertionError(refused);
            }
        });
    }

    @Test
    @Tag("C-080+")
    void anIpv4AddressIsAnnouncedAsKeepalivedDoes() {
        assertThat(announcer.announce(List.of(VIP4))).isEqualTo(Outcome.DONE);

        awaitFrame("ffffffffffff 02000000000a 0806 0001080006040001 02000000000a c0000264 ffffffffffff c0000264");
    }

    @Test
    @Tag("C-081+")
    void anIpv6AddressIsAnnouncedWithOverrideAndWithoutRouter() {
        assertThat(announcer.announce(List.of(VIP6))).isEqualTo(Outcome.DONE);

        // Words: fe80 0100 ff02 0001 | 0020 003a | 8800 2000 fe80 0100 0201 0200 0000 000a; sum aa6b, complement 5594.
        awaitFrame("""
                333300000001 02000000000a 86dd
                6c000000 0020 3a ff fe800000000000000000000000000100 ff020000000000000000000000000001
                88 00 5594 20000000 fe800000000000000000000000000100 0201 02000000000a
                """);
    }

    @Test
    @Tag("C-081-")
    void aRouterSaysSo() throws Exception {
        here.call(() -> Files.writeString(Path.of("/proc/sys/net/ipv6/conf/eth0/forwarding"), "1"));

        assertThat(announcer.announce(List.of(VIP6))).isEqualTo(Outcome.DONE);

        awaitFrame("""
                333300000001 02000000000a 86dd
                6c000000 0020 3a ff fe800000000000000000000000000100 ff020000000000000000000000000001
                88 00 d593 a0000000 fe800000000000000000000000000100 0201 02000000000a
                """);
    }

    @Test
    void interfacesOnWhichNobodyResolvesAddressesArePassedOver() throws ErrnoException {
        here.ip("link set eth0 arp off");

        Outcome outcome =
                announcer.announce(List.of(VIP4, VirtualAddress.of("192.0.2.100/32", new InterfaceName("lo"))));

        assertThat(outcome).isEqualTo(Outcome.DONE);
        Lab.pause(Duration.ofMillis(50));
        while (ear.receive(frame)) {
            assertThat(frame.content().u16(12)).as("ethertype").isNotEqualTo(0x0806);
        }
    }

    @Test
    void aChangedMacIsAnnouncedOnceItIsKnown() {
        announcer.announce(List.of(VIP4));
        here.ip("link set eth0 down");
        assertThat(announcer.announce(List.of(VIP4)))
                .isEqualTo(Outcome.failed("announce", "192.0.2.100/24 dev eth0", "ENETDOWN"));
        here.ip("link set eth0 address 02:00:00:00:00:0c");
        here.ip("link set eth0 up");

        assertThat(announcer.announce(List.of(VIP4))).isEqualTo(Outcome.DONE);

        awaitFrame("ffffffffffff 02000000000c 0806 0001080006040001 02000000000c c0000264 ffffffffffff c0000264");
    }

    @Test
    void allAreTriedAndTheFirstFailureIsTold() {
        VirtualAddress nowhere = VirtualAddress.of("192.0.2.99/24", new InterfaceName("eth9"));

        assertThat(announcer.announce(List.of(nowhere, VIP4)))
                .isEqualTo(Outcome.failed("announce", "192.0.2.99/24 dev eth9", "ENODEV"));

        awaitFrame("ffffffffffff 02000000000a 0806 0001080006040001 02000000000a c0000264 ffffffffffff c0000264");
    }
}
