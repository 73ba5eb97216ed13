package dev.holdfast.core.port;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpPrefix;

/**
 * Watches interfaces and addresses. The first {@link #drain} reports everything that exists; later ones report changes.
 * When the kernel lost events (ENOBUFS) everything is reported again after {@link Watcher#onResync}. Called on the
 * agent loop only.
 */
public interface LinkMonitor extends AutoCloseable {
    /** Reads what has happened, without blocking, at most {@code limit} messages; returns how many were read. */
    int drain(int limit, Watcher watcher);

    @Override
    void close();

    /** Takes what was read. */
    interface Watcher {
        /** All that was known may be stale; the full state follows in the same drain, before {@link #onSynchronised}. */
        void onResync();

        void onLink(Link link);

        void onLinkGone(InterfaceName name);

        void onAddress(InterfaceName dev, IpPrefix prefix, boolean ours);

        void onAddressGone(InterfaceName dev, IpPrefix prefix);

        /** The full state has been reported. */
        void onSynchronised();
    }

    /**
     * An interface as the kernel sees it.
     *
     * @param name its name
     * @param running administratively up and with carrier (IFF_UP and IFF_RUNNING)
     * @param mtu in octets
     */
    record Link(InterfaceName name, boolean running, int mtu) {}
}
