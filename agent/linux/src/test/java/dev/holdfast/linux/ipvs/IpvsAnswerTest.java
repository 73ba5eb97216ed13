package dev.holdfast.linux.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Forwarding.Checksum;
import dev.holdfast.core.ipvs.Persistence;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.Scheduler;
import dev.holdfast.core.ipvs.SchedulerFlag;
import dev.holdfast.core.ipvs.ServerReport;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.ipvs.Statistics;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.Traffic;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.linux.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers as a Linux 6.1 gave them to ipvsadm; the old counters of 32 bits, which come as well, are left out. */
class IpvsAnswerTest {
    /** Three requests for a file of 3000 octets: five sums, then the rates. */
    private static final String COUNTED = """
            0c00 0100 0300000000000000 0400 0b00
            0c00 0200 1400000000000000 0400 0b00
            0c00 0300 1000000000000000 0400 0b00
            0c00 0400 0305000000000000 0400 0b00
            0c00 0500 de28000000000000 0400 0b00
            0c00 0600 0000000000000000 0400 0b00
            0c00 0700 0200000000000000 0400 0b00
            0c00 0800 0200000000000000 0400 0b00
            0c00 0900 8600000000000000 0400 0b00
            0c00 0a00 4104000000000000
            """;

    private static final Statistics SEEN =
            new Statistics(new Traffic(3, 20, 16, 1283, 10462), new Traffic(0, 2, 2, 134, 1089));

    /** A message of the family with a command, and one part of a kind. */
    private static NetlinkMessage message(int command, int part, String content) {
        byte[] octets = Octets.hex(content).toByteArray();
        ByteBuffer message = ByteBuffer.allocate(24 + octets.length).order(ByteOrder.nativeOrder());
        message.putInt(24 + octets.length).putShort((short) 0x1c).putShort((short) 2);
        message.putInt(1).putInt(0);
        message.put((byte) command).put((byte) 1).putShort((short) 0);
        message.putShort((short) (4 + octets.length)).putShort((short) part);
        message.put(octets);
        return NetlinkMessage.split(message.array()).get(0);
    }

    private static Optional<ServiceReport> service(String content) {
        return IpvsCodec.readService(message(1, 1, content));
    }

    private static Optional<ServerReport> server(String content) {
        return IpvsCodec.readServer(message(5, 2, content), IpFamily.IPV4);
    }

    @Test
    void aServiceComesWithItsFlagsItsPersistenceAndItsCounters() {
        Optional<ServiceReport> report = service("""
                0600 0100 0200 0000
                0600 0200 0600 0000
                1400 0300 0a000001 00000000 00000000 00000000
                0600 0400 0050 0000
                0700 0600 736800 00
                0c00 0700 1b000000 ffffffff
                0800 0800 32000000
                0800 0900 ffffff00
                a000 0c00
                """ + COUNTED);

        assertThat(report)
                .hasValue(new ServiceReport(
                        new VirtualService(
                                ServiceId.of(Protocol.TCP, "10.0.0.1", 80),
                                new Scheduler("sh", Set.of(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_2)),
                                Optional.of(new Persistence(50, 24, Optional.empty())),
                                false),
                        SEEN,
                        List.of()));
    }

    @Test
    void anEngineAndSingleDatagramsAreRead() {
        Optional<ServiceReport> report = service("""
                0600 0100 0200 0000
                0600 0200 1100 0000
                1400 0300 0a000001 00000000 00000000 00000000
                0600 0400 13c4 0000
                0700 0600 727200 00
                0800 0b00 73697000
                0c00 0700 07000000 ffffffff
                0800 0800 1e000000
                0800 0900 ffffffff
                """);

        assertThat(report)
                .hasValue(new ServiceReport(
                        new VirtualService(
                                ServiceId.of(Protocol.UDP, "10.0.0.1", 5060),
                                new Scheduler("rr"),
                                Optional.of(new Persistence(30, 32, Optional.of("sip"))),
                                true),
                        Statistics.NONE,
                        List.of()));
    }

    @Test
    void aMarkIsKnownByItsFamily() {
        Optional<ServiceReport> report = service("""
                0600 0100 0a00 0000
                0800 0500 07000000
                0800 0600 776c6300
                0c00 0700 03000000 ffffffff
                0800 0800 68010000
                0800 0900 40000000
                """);

        assertThat(report)
                .hasValue(new ServiceReport(
                        VirtualService.of(ServiceId.ofMark(7, IpFamily.IPV6), "wlc")
                                .withPersistence(new Persistence(360, 64, Optional.empty())),
                        Statistics.NONE,
                        List.of()));
    }

    @Test
    void aServerComesWithItsConnections() {
        Optional<ServerReport> report = server("""
                1400 0100 0a000002 00000000 00000000 00000000
                0600 0200 1f90 0000
                0800 0300 00000000
                0800 0400 05000000
                0500 0d00 00 000000
                0600 0e00 0000 0000
                0600 0f00 0000 0000
                0800 0500 64000000
                0800 0600 32000000
                0800 0700 00000000
                0800 0800 03000000
                0800 0900 01000000
                0600 0b00 0200 0000
                a000 0c00
                """ + COUNTED);

        assertThat(report)
                .hasValue(new ServerReport(
                        RealServer.of(AddressPort.of("10.0.0.2", 8080), Forwarding.NAT, 5)
                                .withThresholds(100, 50),
                        0,
                        3,
                        1,
                        SEEN));
    }

    @Test
    void aTunnelIsReadAndItsServerMayBeOfTheOtherFamily() {
        Optional<ServerReport> report = server("""
                1400 0100 20010db8 00000000 00000000 00000002
                0600 0200 0000 0000
                0800 0300 02000000
                0800 0400 01000000
                0500 0d00 01 000000
                0600 0e00 15b3 0000
                0600 0f00 0100 0000
                0600 0b00 0a00 0000
                """);

        assertThat(report.map(ServerReport::server))
                .hasValue(RealServer.of(AddressPort.of("2001:db8::2", 0), Forwarding.gue(5555, Checksum.CHECKSUM), 1));
    }

    @Test
    void aServerWithoutAFamilyIsOfItsServices() {
        Optional<ServerReport> report = server("""
                1400 0100 0a000002 00000000 00000000 00000000
                0600 0200 0050 0000
                0800 0300 03000000
                0800 0400 01000000
                """);

        assertThat(report.map(ServerReport::server))
                .hasValue(RealServer.of(AddressPort.of("10.0.0.2", 80), Forwarding.DR, 1));
    }

    @Test
    void whatWeNeverMakeIsLeftOut() {
        String place = "1400 0100 0a000002 00000000 00000000 00000000 0600 0200 0050 0000 ";
        // Protocol 50; a service without a scheduler; forwarding to the host itself; a fourth kind of tunnel.
        assertThat(service("0600 0100 0200 0000 0600 0200 3200 0000 0700 0600 727200 00"))
                .isEmpty();
        assertThat(service("0600 0100 0200 0000 0800 0500 07000000")).isEmpty();
        assertThat(server(place + "0800 0300 01000000")).isEmpty();
        assertThat(server(place + "0800 0300 02000000 0500 0d00 03 000000")).isEmpty();
        assertThat(server("0600 0200 0050 0000")).isEmpty();
    }

    @Test
    void aRemoteChecksumOfGreIsNone() {
        Optional<ServerReport> report = server("""
                1400 0100 0a000002 00000000 00000000 00000000
                0800 0300 02000000
                0500 0d00 02 000000
                0600 0f00 0200 0000
                """);

        assertThat(report.map(found -> found.server().forwarding())).hasValue(Forwarding.gre(Checksum.NONE));
    }

    @Test
    void timeoutsAreRead() {
        NetlinkMessage answer =
                NetlinkMessage.split(Octets.hex("""
                2c000000 1c00 0000 01000000 00000000
                0c 01 0000
                0800 0400 84030000
                0800 0500 78000000
                0800 0600 2c010000
                """).toByteArray()).get(0);

        assertThat(IpvsCodec.readTimeouts(answer)).isEqualTo(new Timeouts(900, 120, 300));
    }

    @Test
    void aDaemonIsReadWithWhatTheKernelFilledIn() {
        Optional<SyncDaemon> daemon = IpvsCodec.readDaemon(message(9, 3, """
                0800 0100 02000000
                0700 0200 6c6f00 00
                0800 0300 33000000
                0600 0400 0004 0000
                0600 0700 9122 0000
                0500 0800 03 000000
                0800 0500 e0000052
                """));

        assertThat(daemon)
                .hasValue(new SyncDaemon(
                        SyncDaemon.Role.BACKUP,
                        new InterfaceName("lo"),
                        51,
                        1024,
                        Optional.of(IpAddress.parse("224.0.0.82")),
                        8849,
                        3));
    }
}
