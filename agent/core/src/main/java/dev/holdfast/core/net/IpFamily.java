package dev.holdfast.core.net;

/** The two Internet protocols, with the numbers that packets and the operator use for them. */
public enum IpFamily {
    IPV4(4, 32),
    IPV6(6, 128);

    private final int version;
    private final int bits;

    IpFamily(int version, int bits) {
        this.version = version;
        this.bits = bits;
    }

    /** The IP version number, 4 or 6. */
    public int version() {
        return version;
    }

    /** The length of an address in bits, 32 or 128. */
    public int bits() {
        return bits;
    }

    /** The length of an address in octets, 4 or 16. */
    public int octets() {
        return bits / Byte.SIZE;
    }
}
