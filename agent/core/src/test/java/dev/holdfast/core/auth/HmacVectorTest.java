package dev.holdfast.core.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.wire.Advertisement;
import dev.holdfast.core.wire.Authentication;
import dev.holdfast.core.wire.ChecksumForm;
import dev.holdfast.core.wire.Decoded;
import dev.holdfast.core.wire.HmacTrailer;
import dev.holdfast.core.wire.ReceiveRules;
import dev.holdfast.core.wire.VrrpDecoder;
import dev.holdfast.core.wire.VrrpEncoder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The two wire images in the appendix of draft-cassen-vrrp-auth-hmac, made and read octet by octet. */
class HmacVectorTest {
    private static final Octets KEY = Octets.hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    /** 0x68000000 seconds and 0x8000/65536 of a second. */
    private static final long EPOCH_MILLIS = 0x68000000L * 1000 + 500;

    private static final Octets IPV4 =
            Octets.hex("3133c80100644402 c0000264 0101000068000000 80000000" + "1b84bc4e8e43892dc6d98448f8ee2265");
    private static final Octets IPV6 = Octets.hex("3133c8010064a2e9 fe800000000000000000000000000100"
            + "0101000068000000 80000000 c8c56146ebfd66ee10ec4d8186461b78");

    private final HmacSeal seal = new HmacSeal();

    HmacVectorTest() {
        seal.configure(Optional.of(new HmacPolicy(List.of(new HmacKey(1, KEY)), 1, true, 5, HmacPolicy.Mode.ENFORCE)));
    }

    @Test
    void overIpv4() {
        IpAddress source = IpAddress.parse("198.51.100.10");
        IpAddress destination = IpAddress.parse("224.0.0.18");

        assertThat(signed(advert("192.0.2.100"), source, destination)).isEqualTo(IPV4);
        assertThat(refusal(IPV4, source, destination)).isEmpty();
    }

    @Test
    void overIpv6() {
        IpAddress source = IpAddress.parse("fe80::10");
        IpAddress destination = IpAddress.parse("fe80::20");

        assertThat(signed(advert("fe80::100"), source, destination)).isEqualTo(IPV6);
        assertThat(refusal(IPV6, source, destination)).isEmpty();
    }

    private Octets signed(Advertisement advert, IpAddress source, IpAddress destination) {
        Octets message = VrrpEncoder.encode(advert, source, destination, ChecksumForm.MESSAGE_ONLY);
        Octets trailer = seal.sign(message, source, EPOCH_MILLIS);
        return VrrpEncoder.encode(advert, source, destination, ChecksumForm.MESSAGE_ONLY, trailer);
    }

    private Optional<Decoded.Rejected> refusal(Octets message, IpAddress source, IpAddress destination) {
        ReceiveRules rules = new ReceiveRules(3, new Vrid(51), 255, Optional.empty(), true);
        Decoded decoded = VrrpDecoder.decode(message, source, destination, 255, rules);
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        Optional<HmacTrailer> trailer = ((Decoded.Accepted) decoded).trailer();
        assertThat(trailer).isPresent();
        return seal.refuse(message, source, trailer, EPOCH_MILLIS);
    }

    private static Advertisement advert(String address) {
        return new Advertisement(
                3, new Vrid(51), new Priority(200), 100, List.of(IpAddress.parse(address)), Authentication.NONE);
    }
}
