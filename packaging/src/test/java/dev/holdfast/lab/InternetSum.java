package dev.holdfast.lab;

/** The one's complement sum of RFC 1071, written apart from the agent's, so that each checks the other. */
final class InternetSum {
    private InternetSum() {}

    /** The checksum over some bytes; 0 when they contain their own right checksum. */
    static int of(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            int octet = Byte.toUnsignedInt(bytes[i]);
            sum += i % 2 == 0 ? (long) octet << 8 : octet;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) (~sum & 0xffff);
    }
}
