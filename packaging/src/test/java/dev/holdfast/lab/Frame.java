package dev.holdfast.lab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A captured Ethernet frame; read by this class alone and not by the agent's codecs, which are what is under test.
 *
 * @param micros when it was captured, on the wall clock
 * @param hex all of it
 */
record Frame(long micros, String hex) {
    private static final int ETHERNET = 14;
    private static final int VRRP = 112;
    private static final int ICMPV6 = 58;
    private static final int AUTHENTICATION_HEADER = 51;

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    private int octet(int index) {
        return Integer.parseInt(hex.substring(2 * index, 2 * index + 2), 16);
    }

    private String part(int from, int to) {
        return hex.substring(2 * from, 2 * to);
    }

    private String etherType() {
        return part(12, 14);
    }

    boolean isArp() {
        return etherType().equals("0806");
    }

    /** An ARP about the sender's own address: sender and target are the same. */
    boolean isGratuitousArp() {
        return isArp() && part(28, 32).equals(part(38, 42));
    }

    boolean isVrrp() {
        return (isIpv4() && octet(ETHERNET + 9) == VRRP) || (isIpv6() && octet(ETHERNET + 6) == VRRP) || isInHeader();
    }

    private boolean isInHeader() {
        return isIpv4() && octet(ETHERNET + 9) == AUTHENTICATION_HEADER && octet(ipv4PayloadStart()) == VRRP;
    }

    private int ipv4PayloadStart() {
        return ETHERNET + 4 * (octet(ETHERNET) & 0x0f);
    }

    boolean isNeighbourAdvertisement() {
        return isIpv6() && octet(ETHERNET + 6) == ICMPV6 && octet(ETHERNET + 40) == 136;
    }

    private boolean isIpv4() {
        return etherType().equals("0800");
    }

    private boolean isIpv6() {
        return etherType().equals("86dd");
    }

    private int vrrpStart() {
        return isIpv6() ? ETHERNET + 40 : ipv4PayloadStart() + (isInHeader() ? 24 : 0);
    }

    int vrid() {
        return octet(vrrpStart() + 1);
    }

    int vrrpPriority() {
        return octet(vrrpStart() + 2);
    }

    /** The MAC address of the sender, in hexadecimal. */
    String sender() {
        return part(6, 12);
    }

    /**
     * The frame without what may differ between two correct senders: padding, the IPv4 identification with its checksum,
     * the IPv6 flow label, sequence and digest of an authentication header, which covers the identification.
     */
    String comparable() {
        if (isIpv4()) {
            int length = octet(ETHERNET + 2) << 8 | octet(ETHERNET + 3);
            int covered = isInHeader() ? ipv4PayloadStart() + 8 : 26;
            int after = isInHeader() ? vrrpStart() : 26;
            return part(0, 18) + "....." + part(20, 24) + "....." + part(26, covered) + "....."
                    + part(after, ETHERNET + length);
        }
        if (isIpv6()) {
            int length = 40 + (octet(ETHERNET + 4) << 8 | octet(ETHERNET + 5));
            return part(0, 15) + "....." + part(18, ETHERNET + length);
        }
        return part(0, Math.min(hex.length() / 2, ETHERNET + 28));
    }

    /** The frame with hop limit 255 and traffic class CS6, when it is an advert or an announcement of IPv6. */
    Frame withOurIpv6Header() {
        if (!isIpv6() || !(isVrrp() || isNeighbourAdvertisement())) {
            return this;
        }
        return new Frame(
                micros, part(0, ETHERNET) + "6c0" + hex.substring(2 * ETHERNET + 3, 42) + "ff" + hex.substring(44));
    }

    /** Whether the sum over the IPv4 header comes out right. */
    boolean hasGoodHeaderChecksum() {
        byte[] all = bytes();
        return InternetSum.of(Arrays.copyOfRange(all, ETHERNET, ipv4PayloadStart())) == 0;
    }

    /** Parses a capture file as tcpdump writes it with nanoseconds; a half-written last frame is left out. */
    static List<Frame> parse(byte[] file) {
        List<Frame> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.nativeOrder());
        if (in.remaining() < 24) {
            return frames;
        }
        boolean nanos = in.getInt(0) == 0xa1b23c4d;
        in.position(24);
        while (in.remaining() >= 16) {
            long micros = Integer.toUnsignedLong(in.getInt()) * 1_000_000 + in.getInt() / (nanos ? 1000 : 1);
            int length = in.getInt();
            in.getInt();
            if (in.remaining() < length) {
                break;
            }
            byte[] frame = new byte[length];
            in.get(frame);
            frames.add(new Frame(micros, HexFormat.of().formatHex(frame)));
        }
        return frames;
    }
}
