package dev.holdfast.core.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.ipvs.Forwarding.Checksum;
import dev.holdfast.core.ipvs.Forwarding.Encapsulation;
import dev.holdfast.core.ipvs.Forwarding.Method;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An object that exists is one that the kernel takes. */
class ValuesTest {
    private static final AddressPort WEB = AddressPort.of("192.0.2.10", 80);
    private static final InterfaceName ETH0 = new InterfaceName("eth0");

    private static void assertRefused(ThrowingCallable making, String why) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(why);
    }

    @Test
    void placesAreWrittenAsOperatorsWriteThem() {
        assertThat(ServiceId.of(Protocol.TCP, "192.0.2.10", 80)).hasToString("tcp 192.0.2.10:80");
        assertThat(ServiceId.of(Protocol.UDP, "2001:db8::10", 53)).hasToString("udp [2001:db8::10]:53");
        assertThat(ServiceId.ofMark(7, IpFamily.IPV4)).hasToString("fwmark 7");
        assertThat(ServiceId.ofMark(-1, IpFamily.IPV6)).hasToString("fwmark 4294967295 inet6");
    }

    @Test
    void placesAreOrderedByAddressThenPort() {
        AddressPort later = AddressPort.of("192.0.2.10", 81);
        AddressPort higher = AddressPort.of("192.0.2.11", 1);

        assertThat(List.of(higher, later, WEB).stream().sorted()).containsExactly(WEB, later, higher);
    }

    @Test
    void portsAreOf16Bits() {
        assertThatCode(() -> AddressPort.of("192.0.2.10", 0)).doesNotThrowAnyException();
        assertThatCode(() -> AddressPort.of("192.0.2.10", 65535)).doesNotThrowAnyException();
        assertRefused(() -> AddressPort.of("192.0.2.10", 65536), "0..65535");
        assertRefused(() -> AddressPort.of("192.0.2.10", -1), "0..65535");
    }

    @Test
    void aMarkIsNotZero() {
        assertRefused(() -> ServiceId.ofMark(0, IpFamily.IPV4), "not 0");
    }

    @Test
    void flagsCompareWithoutOrder() {
        Scheduler one = new Scheduler("sh", Set.of(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_2));
        Scheduler other = new Scheduler("sh", Set.of(SchedulerFlag.FLAG_2, SchedulerFlag.FLAG_1));

        assertThat(one).isEqualTo(other);
        assertThat(one.flags()).extracting(SchedulerFlag::word).containsExactly("flag-1", "flag-2");
    }

    @Test
    void namesFitIntoTheKernelsSixteenOctets() {
        assertThatCode(() -> new Scheduler("a".repeat(15))).doesNotThrowAnyException();
        assertRefused(() -> new Scheduler("a".repeat(16)), "scheduler");
        assertRefused(() -> new Scheduler(""), "scheduler");
        assertRefused(() -> new Persistence(1, 32, Optional.of("a".repeat(16))), "engine");
    }

    @Test
    void aGranularityBelongsToItsFamily() {
        VirtualService ipv4 = VirtualService.of(ServiceId.of(Protocol.TCP, "192.0.2.10", 80), "rr");
        VirtualService ipv6 = VirtualService.of(ServiceId.of(Protocol.TCP, "2001:db8::10", 80), "rr");
        Persistence wholeIpv6 = Persistence.of(50, IpFamily.IPV6);
        Persistence nothing = new Persistence(50, 0, Optional.empty());

        assertThat(ipv6.withPersistence(wholeIpv6).persistence()).hasValue(wholeIpv6);
        assertThat(ipv4.withPersistence(nothing).persistence()).hasValue(nothing);
        assertRefused(() -> ipv4.withPersistence(wholeIpv6), "granularity 128");
        assertRefused(() -> ipv6.withPersistence(nothing), "granularity 0");
        assertRefused(() -> new Persistence(0, 32, Optional.empty()), "at least 1 s");
    }

    @Test
    void onlyTunnelsHaveWhatTunnelsHave() {
        assertThat(Forwarding.gue(5555, Checksum.REMOTE).tunnelPort()).isEqualTo(5555);
        assertThat(Forwarding.gre(Checksum.CHECKSUM).method()).isEqualTo(Method.TUN);
        assertRefused(() -> new Forwarding(Method.NAT, Encapsulation.GRE, 0, Checksum.NONE), "NAT has no tunnel");
        assertRefused(() -> Forwarding.gue(0, Checksum.NONE), "1..65535");
        assertRefused(() -> new Forwarding(Method.TUN, Encapsulation.GRE, 5555, Checksum.NONE), "1..65535");
        assertRefused(() -> new Forwarding(Method.TUN, Encapsulation.IPIP, 0, Checksum.CHECKSUM), "IPIP");
        assertRefused(() -> Forwarding.gre(Checksum.REMOTE), "only GUE");
    }

    @Test
    void thresholdsAreUnsignedAndInOrder() {
        RealServer server = RealServer.of(WEB, Forwarding.NAT, 1);

        assertThat(server.withThresholds(-1, 5).lowerThreshold()).isEqualTo(5);
        assertRefused(() -> server.withThresholds(5, 6), "above");
        assertRefused(() -> server.withWeight(-1), "0 or more");
    }

    @Test
    void aDaemonIsFulfilledByWhatFillsInTheDefaults() {
        IpAddress group = IpAddress.parse("224.0.0.81");
        SyncDaemon wanted = SyncDaemon.of(SyncDaemon.Role.MASTER, ETH0, 51);
        SyncDaemon seen = new SyncDaemon(SyncDaemon.Role.MASTER, ETH0, 51, 1460, Optional.of(group), 8848, 1);
        SyncDaemon tooLong = new SyncDaemon(SyncDaemon.Role.MASTER, ETH0, 51, 9000, Optional.empty(), 0, 0);
        SyncDaemon otherPort = new SyncDaemon(SyncDaemon.Role.MASTER, ETH0, 51, 0, Optional.empty(), 8849, 0);

        assertThat(wanted.isFulfilledBy(seen)).isTrue();
        assertThat(seen.isFulfilledBy(seen)).isTrue();
        assertThat(tooLong.isFulfilledBy(seen)).isTrue();
        assertThat(otherPort.isFulfilledBy(seen)).isFalse();
        assertThat(SyncDaemon.of(SyncDaemon.Role.BACKUP, ETH0, 51).isFulfilledBy(seen))
                .isFalse();
        assertThat(SyncDaemon.of(SyncDaemon.Role.MASTER, ETH0, 52).isFulfilledBy(seen))
                .isFalse();
    }

    @Test
    void aDaemonSpeaksToAGroup() {
        Optional<IpAddress> host = Optional.of(IpAddress.parse("192.0.2.1"));

        assertRefused(() -> new SyncDaemon(SyncDaemon.Role.MASTER, ETH0, 1, 0, host, 0, 0), "multicast");
        assertRefused(() -> SyncDaemon.of(SyncDaemon.Role.MASTER, ETH0, 256), "sync id");
    }

    @Test
    void timeoutsAreNotNegative() {
        assertRefused(() -> new Timeouts(0, -1, 0), "0 or more");
    }
}
