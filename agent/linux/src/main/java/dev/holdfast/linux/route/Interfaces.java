package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.NetlinkRequests;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of interfaces by name. Asked of the kernel when first needed and kept until somebody has reason to
 * doubt it: the link monitor on every change, the others when an index no longer exists.
 */
public final class Interfaces {
    /** A number that the kernel gives to no interface: its numbers start at 1 and rise. */
    public static final int NOWHERE = Integer.MAX_VALUE;

    private final NetlinkRequests requests;
    private final Map<InterfaceName, NetworkInterface> known = new HashMap<>();
    private final Map<Integer, MacAddress> macs = new HashMap<>();

    public Interfaces(NetlinkRequests requests) {
        this.requests = requests;
    }

    /**
     * The interface of this name.
     *
     * @throws ErrnoException with ENODEV when there is none
     */
    public NetworkInterface find(InterfaceName name) throws ErrnoException {
        NetworkInterface cached = known.get(name);
        if (cached != null) {
            return cached;
        }
        NetworkInterface found = LinkCodec.read(requests.get(LinkCodec.get(name), "find interface", name.value()))
                .filter(candidate -> candidate.name().equals(name))
                .orElseThrow(() -> new ErrnoException("find interface", name.value(), Errno.ENODEV));
        known.put(name, found);
        present(found);
        return found;
    }

    /**
     * The name of the interface with this number.
     *
     * @throws ErrnoException with ENODEV when there is none, or none that can be named in a configuration
     */
    InterfaceName nameOf(int index) throws ErrnoException {
        for (NetworkInterface candidate : known.values()) {
            if (candidate.index() == index) {
                return candidate.name();
            }
        }
        String object = "number " + index;
        NetworkInterface found = LinkCodec.read(requests.get(LinkCodec.get(index), "find interface", object))
                .orElseThrow(() -> new ErrnoException("find interface", object, Errno.ENODEV));
        known.put(found.name(), found);
        return found.name();
    }

    /** Whether a frame from this Ethernet address was sent by this machine. */
    public boolean isOwn(MacAddress mac) {
        return macs.containsValue(mac);
    }

    /** The kernel tells of an interface. */
    void present(NetworkInterface found) {
        found.mac().ifPresentOrElse(mac -> macs.put(found.index(), mac), () -> macs.remove(found.index()));
    }

    /** The interface with this number is no more. */
    void gone(int index) {
        macs.remove(index);
    }

    /** Asks again next time. */
    public void forget(InterfaceName name) {
        known.remove(name);
    }

    /** Asks again next time, whatever is asked for. */
    void forgetAll() {
        known.clear();
        macs.clear();
    }
}
