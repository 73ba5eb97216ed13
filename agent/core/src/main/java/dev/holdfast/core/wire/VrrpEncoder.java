package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;

/** Writes VRRP messages, as keepalived does where the RFC leaves a choice. */
public final class VrrpEncoder {
    private VrrpEncoder() {}

    /**
     * The VRRP message with its checksum, without IP header.
     *
     * @param source where it will be sent from; part of the checksum in VRRPv3
     * @param destination where it will be sent to
     * @param form the checksum of VRRPv3 on IPv4; VRRPv2 and IPv6 know only one
     * @throws IllegalArgumentException when a packet cannot say what the advert holds: an interval out of range, no
     *     address or more than 255, or addresses of another family than the source
     */
    public static Octets encode(Advertisement advert, IpAddress source, IpAddress destination, ChecksumForm form) {
        return encode(advert, source, destination, form, Octets.EMPTY);
    }

    /**
     * The same with an {@link HmacTrailer} behind it, which the checksum of IPv6 covers and that of IPv4 does not.
     *
     * @param trailer its octets; none for an advert without
     */
    public static Octets encode(
            Advertisement advert, IpAddress source, IpAddress destination, ChecksumForm form, Octets trailer) {
        requireEncodable(advert, source.family());
        int length = lengthOf(advert, source.family());
        ByteBuffer message = ByteBuffer.allocate(length + trailer.length());
        message.put((byte) (advert.version() << 4 | VrrpLayout.TYPE_ADVERTISEMENT));
        message.put((byte) advert.vrid().value());
        message.put((byte) advert.priority().value());
        message.put((byte) advert.addresses().size());
        if (advert.version() == 2) {
            message.put((byte) advert.authentication().type());
            message.put((byte) (advert.intervalCentis() / VrrpLayout.CENTIS_PER_SECOND));
        } else {
            // RFC 9568 section 5.2.6: the reserve nibble above the 12 bits is sent as zero.
            message.putShort((short) advert.intervalCentis());
        }
        message.putShort((short) 0);
        advert.addresses().forEach(address -> message.put(address.toByteArray()));
        if (advert.version() == 2) {
            // RFC 3768 section 5.3.10: there even without authentication; who leaves it out is not heard.
            message.put(advert.authentication().data().toByteArray());
        }
        trailer.copyTo(message.array(), length);
        int summedUp = source.family() == IpFamily.IPV6 ? message.capacity() : length;
        Octets covered = Octets.of(message.array(), 0, summedUp);
        int checksum = checksumOf(advert.version(), covered, source, destination, form);
        message.putShort(VrrpLayout.CHECKSUM, (short) checksum);
        return Octets.of(message.array());
    }

    private static int lengthOf(Advertisement advert, IpFamily family) {
        int fixed = VrrpLayout.ADDRESSES + (advert.version() == 2 ? Authentication.LENGTH : 0);
        return fixed + advert.addresses().size() * family.octets();
    }

    private static int checksumOf(
            int version, Octets message, IpAddress source, IpAddress destination, ChecksumForm form) {
        if (source.family() == IpFamily.IPV4 && (version == 2 || form == ChecksumForm.MESSAGE_ONLY)) {
            return InternetChecksum.of(message);
        }
        Octets pseudoHeader = PseudoHeader.of(source, destination, VrrpLayout.PROTOCOL, message.length());
        return InternetChecksum.of(pseudoHeader, message);
    }

    private static void requireEncodable(Advertisement advert, IpFamily family) {
        int centis = advert.intervalCentis();
        int count = advert.addresses().size();
        require(advert.version() == 3 || (advert.version() == 2 && family == IpFamily.IPV4), "no such version");
        require(count >= 1 && count <= VrrpLayout.MAX_COUNT, "an advert lists 1 to 255 addresses");
        require(
                advert.addresses().stream().allMatch(address -> address.family() == family),
                "an advert lists addresses of one family");
        if (advert.version() == 2) {
            require(centis % VrrpLayout.CENTIS_PER_SECOND == 0, "VRRPv2 counts whole seconds");
            require(
                    centis >= 1 && centis <= VrrpLayout.V2_MAX_SECONDS * VrrpLayout.CENTIS_PER_SECOND,
                    "an interval of VRRPv2 is 1..255 s");
        } else {
            require(centis >= 1 && centis <= VrrpLayout.V3_MAX_CENTIS, "an interval of VRRPv3 is 1..4095 cs");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
