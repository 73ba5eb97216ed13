package dev.holdfast.lab;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Frames that a stranger might send: adverts of any content, and protocol 112 without sense. */
final class Junk {
    private static final int BATCH = 20;
    private static final byte[] GROUP_MAC = {0x01, 0x00, 0x5e, 0, 0, 0x12};
    private static final byte[] STRANGER_MAC = {0x02, 0, 0, 0, 0, 0x66};

    private Junk() {}

    /** A VRRPv2 advert of one second without authentication, well formed, from any source. */
    static byte[] advert(String source, int vrid, int priority, String... addresses) {
        ByteBuffer vrrp = ByteBuffer.allocate(16 + 4 * addresses.length);
        vrrp.put(new byte[] {0x21, (byte) vrid, (byte) priority, (byte) addresses.length, 0, 1, 0, 0});
        for (String address : addresses) {
            vrrp.put(octets(address));
        }
        vrrp.putShort(6, (short) InternetSum.of(vrrp.array()));
        return frame(source, 255, vrrp.array());
    }

    /** A gratuitous ARP, by which a stranger takes an address for his own. */
    static byte[] claim(String address) {
        ByteBuffer frame = ByteBuffer.allocate(14 + 28);
        frame.put(new byte[] {-1, -1, -1, -1, -1, -1}).put(STRANGER_MAC).putShort((short) 0x0806);
        frame.put(new byte[] {0, 1, 8, 0, 6, 4, 0, 2}).put(STRANGER_MAC).put(octets(address));
        return frame.put(STRANGER_MAC).put(octets(address)).array();
    }

    /** Frames that no router should act on: too short, wrong type, version, checksum, TTL, VRID, length. */
    static List<byte[]> malformed(int count) {
        Random random = new Random(20260811);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] vrrp = new byte[random.nextInt(64)];
            random.nextBytes(vrrp);
            if (vrrp.length > 2) {
                vrrp[0] = i % 2 == 0 ? (byte) 0x21 : (byte) 0x31;
                vrrp[1] = i % 3 == 0 ? (byte) Router.VRID : vrrp[1];
            }
            frames.add(frame("192.0.2.66", i % 5 == 0 ? 254 : 255, vrrp));
        }
        return frames;
    }

    /**
     * Sends frames in turn at a rate for a time; the count is bounded by both.
     *
     * @return how many were sent
     */
    static long flood(PacketSocket socket, List<byte[]> frames, int perSecond, double seconds) {
        long startNanos = System.nanoTime();
        long total = Math.round(perSecond * seconds);
        for (long sent = 0; sent < total; ) {
            // Batches only at rates where a pause per frame would be too short to keep.
            for (int i = 0; i < (perSecond > 1000 ? BATCH : 1); i++, sent++) {
                socket.send(frames.get((int) (sent % frames.size())));
            }
            long dueNanos = startNanos + sent * 1_000_000_000L / perSecond;
            LockSupport.parkNanos(Math.max(0, dueNanos - System.nanoTime()));
            if (System.nanoTime() - startNanos > seconds * 1e9) {
                return sent;
            }
        }
        return total;
    }

    private static byte[] frame(String source, int ttl, byte[] payload) {
        ByteBuffer ip = ByteBuffer.allocate(20);
        ip.put(new byte[] {0x45, (byte) 0xc0}).putShort((short) (20 + payload.length));
        ip.putShort((short) 1)
                .putShort((short) 0)
                .put((byte) ttl)
                .put((byte) 112)
                .putShort((short) 0);
        ip.put(octets(source)).put(octets("224.0.0.18"));
        ip.putShort(10, (short) InternetSum.of(ip.array()));
        ByteBuffer frame = ByteBuffer.allocate(14 + 20 + payload.length);
        frame.put(GROUP_MAC).put(STRANGER_MAC).putShort((short) 0x0800);
        return frame.put(ip.array()).put(payload).array();
    }

    static byte[] octets(String ipv4) {
        ByteBuffer octets = ByteBuffer.allocate(4);
        for (String part : ipv4.split("\\.", -1)) {
            octets.put((byte) Integer.parseInt(part));
        }
        return octets.array();
    }
}
