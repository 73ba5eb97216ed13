package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;

/** Changes packets as a test wants them. */
final class Packets {
    private Packets() {}

    /** The VRRP message with a checksum that is right again. */
    static Octets sealed(Octets message, boolean withPseudoHeader, IpAddress source, IpAddress destination) {
        byte[] octets = message.toByteArray();
        octets[6] = 0;
        octets[7] = 0;
        Octets cleared = Octets.of(octets);
        int checksum = withPseudoHeader
                ? InternetChecksum.of(
                        PseudoHeader.of(source, destination, VrrpLayout.PROTOCOL, cleared.length()), cleared)
                : InternetChecksum.of(cleared);
        octets[6] = (byte) (checksum >>> 8);
        octets[7] = (byte) checksum;
        return Octets.of(octets);
    }

    /** With one bit the other way round; bit 0 is the highest of the first octet. */
    static Octets flipped(Octets octets, int bit) {
        byte[] changed = octets.toByteArray();
        changed[bit / 8] ^= (byte) (0x80 >>> bit % 8);
        return Octets.of(changed);
    }

    /** With one octet replaced. */
    static Octets with(Octets octets, int index, int value) {
        byte[] changed = octets.toByteArray();
        changed[index] = (byte) value;
        return Octets.of(changed);
    }
}
