package dev.holdfast.core.wire;

/**
 * Where things are in a VRRP message.
 *
 * <pre>
 *            0              1       2          3        4           5           6  7
 * VRRPv2     version, type  VRID    priority   count    auth type   interval s  checksum
 * VRRPv3     version, type  VRID    priority   count    0, interval cs (4+12)   checksum
 * </pre>
 *
 * <p>Then the addresses, and in VRRPv2 always eight octets of authentication data (RFC 3768 section 5.1, RFC 9568
 * section 5.1).
 */
public final class VrrpLayout {
    /** The IP protocol number of VRRP. */
    public static final int PROTOCOL = 112;

    static final int VERSION_AND_TYPE = 0;
    static final int VRID = 1;
    static final int PRIORITY = 2;
    static final int COUNT = 3;
    static final int V2_AUTH_TYPE = 4;
    static final int V2_INTERVAL = 5;
    static final int V3_INTERVAL = 4;
    static final int CHECKSUM = 6;
    static final int ADDRESSES = 8;

    static final int TYPE_ADVERTISEMENT = 1;
    static final int MAX_COUNT = 255;
    static final int V2_MAX_SECONDS = 255;
    static final int V3_MAX_CENTIS = 4095;
    static final int CENTIS_PER_SECOND = 100;

    private VrrpLayout() {}
}
