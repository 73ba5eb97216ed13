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
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.linux.netlink.GenericFamily;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Requests octet by octet, for a little-endian machine whose IPVS family has the number 0x1c. Values are those that
 * ipvsadm 1.31 was seen to send for the same service.
 */
class IpvsRequestTest {
    private static final IpvsCodec CODEC = new IpvsCodec(new GenericFamily(0x1c, 1));
    private static final ServiceId WEB = ServiceId.of(Protocol.TCP, "10.0.0.1", 81);
    private static final ServiceId MARKED = ServiceId.ofMark(7, IpFamily.IPV6);
    private static final InterfaceName LO = new InterfaceName("lo");

    private static void assertOctets(NetlinkRequest request, String hex) {
        assertThat(Octets.of(request.encode(1))).isEqualTo(Octets.hex(hex));
    }

    @Test
    void aServiceIsAddedWithFlagsAndPersistence() {
        VirtualService service = new VirtualService(
                WEB,
                new Scheduler("sh", Set.of(SchedulerFlag.FLAG_1)),
                Optional.of(new Persistence(50, 24, Optional.empty())),
                false);

        assertOctets(CODEC.add(service), """
                68000000 1c00 0100 01000000 00000000
                01 01 0000
                5400 0100
                0600 0100 0200 0000
                0600 0200 0600 0000
                1400 0300 0a000001 00000000 00000000 00000000
                0600 0400 0051 0000
                0700 0600 736800 00
                0c00 0700 09000000 ffffffff
                0800 0800 32000000
                0800 0900 ffffff00
                """);
    }

    @Test
    void anEngineAndSingleDatagramsAreSaid() {
        VirtualService service = new VirtualService(
                ServiceId.of(Protocol.UDP, "10.0.0.1", 5060),
                new Scheduler("rr"),
                Optional.of(new Persistence(30, 32, Optional.of("sip"))),
                true);

        assertOctets(CODEC.change(service), """
                70000000 1c00 0100 01000000 00000000
                02 01 0000
                5c00 0100
                0600 0100 0200 0000
                0600 0200 1100 0000
                1400 0300 0a000001 00000000 00000000 00000000
                0600 0400 13c4 0000
                0700 0600 727200 00
                0c00 0700 05000000 ffffffff
                0800 0800 1e000000
                0800 0900 ffffffff
                0800 0b00 73697000
                """);
    }

    @Test
    void aMarkHasNoAddressAndIpv6ALengthForAMask() {
        VirtualService service =
                VirtualService.of(MARKED, "wlc").withPersistence(new Persistence(360, 64, Optional.empty()));

        assertOctets(CODEC.add(service), """
                4c000000 1c00 0100 01000000 00000000
                01 01 0000
                3800 0100
                0600 0100 0a00 0000
                0800 0500 07000000
                0800 0600 776c6300
                0c00 0700 01000000 ffffffff
                0800 0800 68010000
                0800 0900 40000000
                """);
    }

    @Test
    void withoutPersistenceTheMaskIsTheWholeAddress() {
        Octets ipv4 = Octets.of(CODEC.add(VirtualService.of(WEB, "rr")).encode(1));
        Octets ipv6 = Octets.of(CODEC.add(VirtualService.of(MARKED, "rr")).encode(1));
        Octets nothing = Octets.of(
                CODEC.add(VirtualService.of(WEB, "rr").withPersistence(new Persistence(1, 0, Optional.empty())))
                        .encode(1));

        assertThat(ipv4).hasToString(ipv4.slice(0, ipv4.length() - 8) + "08000900ffffffff");
        assertThat(ipv6).hasToString(ipv6.slice(0, ipv6.length() - 8) + "0800090080000000");
        assertThat(nothing).hasToString(nothing.slice(0, nothing.length() - 8) + "0800090000000000");
    }

    @Test
    void aServiceIsRemovedByItsId() {
        assertOctets(CODEC.remove(WEB), """
                44000000 1c00 0100 01000000 00000000
                03 01 0000
                3000 0100
                0600 0100 0200 0000
                0600 0200 0600 0000
                1400 0300 0a000001 00000000 00000000 00000000
                0600 0400 0051 0000
                """);
    }

    @Test
    void aServerIsAddedWithWeightAndThresholds() {
        RealServer server = RealServer.of(AddressPort.of("10.0.0.2", 8080), Forwarding.NAT, 5)
                .withThresholds(100, 50);

        assertOctets(CODEC.add(WEB, server), """
                a4000000 1c00 0100 01000000 00000000
                05 01 0000
                3000 0100
                0600 0100 0200 0000
                0600 0200 0600 0000
                1400 0300 0a000001 00000000 00000000 00000000
                0600 0400 0051 0000
                6000 0200
                1400 0100 0a000002 00000000 00000000 00000000
                0600 0200 1f90 0000
                0600 0b00 0200 0000
                0800 0300 00000000
                0800 0400 05000000
                0800 0500 64000000
                0800 0600 32000000
                0500 0d00 00 000000
                0600 0e00 0000 0000
                0600 0f00 0000 0000
                """);
    }

    @Test
    void aTunnelSaysItsKindItsPortAndItsChecksum() {
        RealServer server = RealServer.of(AddressPort.of("2001:db8::2", 0), Forwarding.gue(5555, Checksum.CHECKSUM), 1);

        assertOctets(CODEC.change(MARKED, server), """
                88000000 1c00 0100 01000000 00000000
                06 01 0000
                1400 0100
                0600 0100 0a00 0000
                0800 0500 07000000
                6000 0200
                1400 0100 20010db8 00000000 00000000 00000002
                0600 0200 0000 0000
                0600 0b00 0a00 0000
                0800 0300 02000000
                0800 0400 01000000
                0800 0500 00000000
                0800 0600 00000000
                0500 0d00 01 000000
                0600 0e00 15b3 0000
                0600 0f00 0100 0000
                """);
    }

    @Test
    void aServerIsRemovedByItsPlace() {
        assertOctets(CODEC.remove(MARKED, AddressPort.of("10.0.0.2", 80)), """
                50000000 1c00 0100 01000000 00000000
                07 01 0000
                1400 0100
                0600 0100 0a00 0000
                0800 0500 07000000
                2800 0200
                1400 0100 0a000002 00000000 00000000 00000000
                0600 0200 0050 0000
                0600 0b00 0200 0000
                """);
    }

    @Test
    void questionsForEverythingHaveNoParts() {
        assertOctets(CODEC.allServices(), "14000000 1c00 0100 01000000 00000000 04 01 0000");
        assertOctets(CODEC.allDaemons(), "14000000 1c00 0100 01000000 00000000 0b 01 0000");
        assertOctets(CODEC.timeouts(), "14000000 1c00 0100 01000000 00000000 0d 01 0000");
        assertOctets(CODEC.flush(), "14000000 1c00 0100 01000000 00000000 11 01 0000");
        assertOctets(CODEC.allServers(MARKED), """
                28000000 1c00 0100 01000000 00000000
                08 01 0000
                1400 0100
                0600 0100 0a00 0000
                0800 0500 07000000
                """);
    }

    @Test
    void timeoutsAreSetTogether() {
        assertOctets(CODEC.set(new Timeouts(900, 0, 300)), """
                2c000000 1c00 0100 01000000 00000000
                0c 01 0000
                0800 0400 84030000
                0800 0500 00000000
                0800 0600 2c010000
                """);
    }

    @Test
    void aDaemonIsStartedWithWhatWasSaid() {
        assertOctets(CODEC.start(SyncDaemon.of(SyncDaemon.Role.MASTER, LO, 51)), """
                30000000 1c00 0100 01000000 00000000
                09 01 0000
                1c00 0300
                0800 0100 01000000
                0700 0200 6c6f00 00
                0800 0300 33000000
                """);
    }

    @Test
    void aDaemonsPortIsInTheMachinesOrder() {
        SyncDaemon daemon = new SyncDaemon(
                SyncDaemon.Role.BACKUP, LO, 51, 1000, Optional.of(IpAddress.parse("224.0.0.82")), 8849, 3);

        assertOctets(CODEC.start(daemon), """
                50000000 1c00 0100 01000000 00000000
                09 01 0000
                3c00 0300
                0800 0100 02000000
                0700 0200 6c6f00 00
                0800 0300 33000000
                0600 0400 e803 0000
                0800 0500 e0000052
                0600 0700 9122 0000
                0500 0800 03 000000
                """);
    }

    @Test
    void aDaemonIsStoppedByItsRole() {
        assertOctets(CODEC.stop(SyncDaemon.Role.BACKUP), """
                20000000 1c00 0100 01000000 00000000
                0a 01 0000
                0c00 0300
                0800 0100 02000000
                """);
    }
}
