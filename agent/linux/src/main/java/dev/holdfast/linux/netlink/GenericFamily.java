package dev.holdfast.linux.netlink;

import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;

/**
 * A family of generic netlink (linux/genetlink.h): a part of the kernel that is called by its name, and whose number is
 * another one after every start.
 *
 * @param id the type of its messages
 * @param version of its commands
 */
public record GenericFamily(int id, int version) {
    /** The fixed part of every message: command, version, two octets for nothing. */
    public static final int HEADER = 4;

    private static final int CONTROL_ID = 0x10;
    private static final int CONTROL_VERSION = 1;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;

    /**
     * Asks the kernel for a family; it tries to load the module first.
     *
     * @throws ErrnoException ENOENT when the kernel has no such family
     */
    public static GenericFamily find(NetlinkRequests requests, String name, int version) throws ErrnoException {
        NetlinkMessage answer = requests.get(question(name), "find generic netlink family", name);
        int id = answer.attributes(HEADER)
                .u16(CTRL_ATTR_FAMILY_ID)
                .orElseThrow(() -> new ErrnoException("find generic netlink family", name, Errno.EINVAL));
        return new GenericFamily(id, version);
    }

    static NetlinkRequest question(String name) {
        return new GenericFamily(CONTROL_ID, CONTROL_VERSION)
                .request(CTRL_CMD_GETFAMILY)
                .addText(CTRL_ATTR_FAMILY_NAME, name);
    }

    /** Begins a command to this family. */
    public NetlinkRequest request(int command) {
        return new NetlinkRequest(
                id, 0, NetlinkRequest.structure(HEADER).put(0, (byte) command).put(1, (byte) version));
    }
}
