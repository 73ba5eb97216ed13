package dev.holdfast.lab;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An advert with anything in it, written octet by octet.
 *
 * @param source who it says it is from, node b at first
 * @param vrrp the VRRP message in hexadecimal, blanks allowed
 * @param sum what is done about its checksum
 * @param hopLimit the TTL
 * @param target where it goes: "224.0.0.18", or a node's own address
 * @param options octets of IP options, a multiple of four
 * @param padding octets that Ethernet adds behind the datagram
 */
record Forged(String source, String vrrp, Sum sum, int hopLimit, String target, int options, int padding) {
    private static final String NODE_B = "192.0.2.12";
    private static final int NO_OPERATION = 1;

    /** The readings of the checksum, and leaving it as written. */
    enum Sum {
        MESSAGE,
        PSEUDO_HEADER,
        AS_WRITTEN
    }

    /** A VRRPv2 message to the group. */
    static Forged v2(String vrrp) {
        return new Forged(NODE_B, vrrp, Sum.MESSAGE, 255, "224.0.0.18", 0, 0);
    }

    /** A VRRPv3 message to the group, with the checksum that keepalived computes. */
    static Forged v3(String vrrp) {
        return new Forged(NODE_B, vrrp, Sum.PSEUDO_HEADER, 255, "224.0.0.18", 0, 0);
    }

    Forged from(String other) {
        return new Forged(other, vrrp, sum, hopLimit, target, options, padding);
    }

    Forged withSum(Sum other) {
        return new Forged(source, vrrp, other, hopLimit, target, options, padding);
    }

    Forged withHopLimit(int other) {
        return new Forged(source, vrrp, sum, other, target, options, padding);
    }

    Forged withTarget(String other) {
        return new Forged(source, vrrp, sum, hopLimit, other, options, padding);
    }

    Forged withOptions(int octets) {
        return new Forged(source, vrrp, sum, hopLimit, target, octets, padding);
    }

    Forged withPadding(int octets) {
        return new Forged(source, vrrp, sum, hopLimit, target, options, octets);
    }

    /** The whole frame for the card with this MAC address, or for the group's. */
    byte[] frame(LabNode to) {
        byte[] message = message();
        int header = 20 + options;
        ByteBuffer ip = ByteBuffer.allocate(header);
        ip.put((byte) (0x40 | header / 4)).put((byte) 0xc0).putShort((short) (header + message.length));
        ip.putShort((short) 1)
                .putShort((short) 0)
                .put((byte) hopLimit)
                .put((byte) 112)
                .putShort((short) 0);
        ip.put(Junk.octets(source)).put(Junk.octets(target));
        while (ip.hasRemaining()) {
            ip.put((byte) NO_OPERATION);
        }
        ip.putShort(10, (short) InternetSum.of(ip.array()));
        boolean multicast = target.startsWith("224.");
        ByteBuffer frame = ByteBuffer.allocate(14 + header + message.length + padding);
        frame.put(HexFormat.of().parseHex(multicast ? "01005e000012" : to.mac().replace(":", "")));
        frame.put(HexFormat.of().parseHex("02000000000b0800"));
        return frame.put(ip.array()).put(message).array();
    }

    private byte[] message() {
        byte[] message = HexFormat.of().parseHex(vrrp.replace(" ", ""));
        ByteBuffer out = ByteBuffer.wrap(message);
        switch (sum) {
            case MESSAGE -> out.putShort(6, (short) InternetSum.of(message));
            case PSEUDO_HEADER -> {
                ByteBuffer all = ByteBuffer.allocate(12 + message.length);
                all.put(Junk.octets(source)).put(Junk.octets(target));
                all.putShort((short) 112).putShort((short) message.length).put(message);
                out.putShort(6, (short) InternetSum.of(all.array()));
            }
            case AS_WRITTEN -> {}
        }
        return message;
    }
}
