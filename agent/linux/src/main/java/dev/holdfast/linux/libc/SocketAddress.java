package dev.holdfast.linux.libc;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The kernel's address structures as octets. */
public final class SocketAddress {
    private static final int INET_SIZE = 16;
    private static final int INET6_SIZE = 28;
    private static final int LINK_SIZE = 20;
    private static final int NETLINK_SIZE = 12;

    private static final int UNIX_NAME_MAX = 107;

    private SocketAddress() {}

    /** sockaddr_in, port 0. */
    public static byte[] inet(IpAddress address) {
        return structure(INET_SIZE, Linux.AF_INET).put(4, address.toByteArray()).array();
    }

    /** sockaddr_in6, port 0, which raw sockets insist on; {@code scope} is the interface's index. */
    public static byte[] inet6(IpAddress address, int scope) {
        return structure(INET6_SIZE, Linux.AF_INET6)
                .put(8, address.toByteArray())
                .putInt(24, scope)
                .array();
    }

    /** sockaddr_ll: out of interface {@code index} to {@code target}. */
    public static byte[] link(int index, int etherType, MacAddress target) {
        return structure(LINK_SIZE, Linux.AF_PACKET)
                // The only number of this structure in network order.
                .put(2, (byte) (etherType >>> 8))
                .put(3, (byte) etherType)
                .putInt(4, index)
                .put(11, (byte) 6)
                .put(12, target.toByteArray())
                .array();
    }

    /** sockaddr_nl: this socket, listening to {@code groups}, a set of bits; or the kernel when there are none. */
    public static byte[] netlink(int groups) {
        return structure(NETLINK_SIZE, Linux.AF_NETLINK).putInt(8, groups).array();
    }

    /**
     * sockaddr_un: a path, or with a leading {@code @} a name in the abstract space, which no file system knows.
     *
     * @throws IllegalArgumentException when the name is empty or longer than the structure
     */
    public static byte[] unix(String name) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        if (!isUnixName(name)) {
            throw new IllegalArgumentException("a socket's name has 1.." + UNIX_NAME_MAX + " octets: " + name);
        }
        boolean isAbstract = octets[0] == '@';
        if (isAbstract) {
            octets[0] = 0;
        }
        // A path ends with a zero; an abstract name is exactly as long as the structure says.
        int size = 2 + octets.length + (isAbstract ? 0 : 1);
        return structure(size, Linux.AF_UNIX).put(2, octets).array();
    }

    /** Whether {@link #unix} takes this name. */
    public static boolean isUnixName(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        return length > 0 && length <= UNIX_NAME_MAX;
    }

    private static ByteBuffer structure(int size, int family) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).putShort(0, (short) family);
    }
}
