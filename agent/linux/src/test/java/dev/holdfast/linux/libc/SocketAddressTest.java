package dev.holdfast.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import org.junit.jupiter.api.Test;

/** Octets as a little-endian 64-bit Linux has them. */
class SocketAddressTest {
    @Test
    void ipv4() {
        assertThat(Octets.of(SocketAddress.inet(IpAddress.parse("224.0.0.18"))))
                .isEqualTo(Octets.hex("0200 0000 e0000012 0000000000000000"));
    }

    @Test
    void ipv6() {
        assertThat(Octets.of(SocketAddress.inet6(IpAddress.parse("ff02::12"), 7)))
                .isEqualTo(Octets.hex("0a00 0000 00000000 ff020000000000000000000000000012 07000000"));
    }

    @Test
    void link() {
        assertThat(Octets.of(SocketAddress.link(7, 0x0806, MacAddress.BROADCAST)))
                .isEqualTo(Octets.hex("1100 0806 07000000 0000 00 06 ffffffffffff 0000"));
    }

    @Test
    void netlink() {
        assertThat(Octets.of(SocketAddress.netlink(0x111))).isEqualTo(Octets.hex("1000 0000 00000000 11010000"));
    }

    @Test
    void aPathEndsWithZeroAndAnAbstractNameBeginsWithIt() {
        assertThat(Octets.of(SocketAddress.unix("/a"))).isEqualTo(Octets.hex("0100 2f61 00"));
        assertThat(Octets.of(SocketAddress.unix("@a"))).isEqualTo(Octets.hex("0100 0061"));
    }

    @Test
    void aNameThatDoesNotFitIsRefused() {
        assertThat(SocketAddress.isUnixName("x".repeat(107))).isTrue();
        assertThatThrownBy(() -> SocketAddress.unix("x".repeat(108))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocketAddress.unix("")).isInstanceOf(IllegalArgumentException.class);
    }
}
