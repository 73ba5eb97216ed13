package dev.holdfast.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv6DatagramTest {
    private static final IpAddress NODE = IpAddress.parse("fe80::a");
    private static final IpAddress GROUP = IpAddress.parse("ff02::12");
    private static final Octets MESSAGE = Octets.hex("31379601 00643aba fe800000000000000000000000000100");

    /** As the kernel sends it, with flow label 0. */
    private static final String PACKET = "6c000000 001870ff fe80000000000000000000000000000a"
            + "ff020000000000000000000000000012 31379601 00643aba fe800000000000000000000000000100";

    @Test
    void aPacketIsWrittenAndReadBack() {
        Octets packet = Ipv6Datagram.encode(NODE, GROUP, 255, MESSAGE);

        assertThat(packet).isEqualTo(Octets.hex(PACKET));
        assertThat(Ipv6Datagram.parse(packet)).contains(new Ipv6Datagram(NODE, GROUP, 255, MESSAGE));
    }

    @Test
    void whatFollowsIsPadding() {
        assertThat(Ipv6Datagram.parse(Octets.hex(PACKET + "0000")))
                .contains(new Ipv6Datagram(NODE, GROUP, 255, MESSAGE));
    }

    @ParameterizedTest
    @CsvSource({"6c000000, 4c000000", "001870ff, 00183aff", "001870ff, 001970ff"})
    void anotherVersionAnotherProtocolAndALengthBeyondTheEndAreNone(String part, String instead) {
        assertThat(Ipv6Datagram.parse(Octets.hex(PACKET.replace(part, instead))))
                .isEmpty();
        assertThat(Ipv6Datagram.parse(Octets.hex("6c000000 000070ff"))).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        IpAddress four = IpAddress.parse("192.0.2.1");

        assertThatThrownBy(() -> Ipv6Datagram.encode(four, GROUP, 255, MESSAGE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ipv6Datagram.encode(NODE, four, 255, MESSAGE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ipv6Datagram.encode(NODE, GROUP, 256, MESSAGE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
