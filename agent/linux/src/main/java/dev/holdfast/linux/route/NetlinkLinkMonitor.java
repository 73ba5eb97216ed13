package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.port.DescriptorWatcher;
import dev.holdfast.core.port.LinkMonitor;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.NetlinkMessage;
import dev.holdfast.linux.netlink.NetlinkRequests;
import dev.holdfast.linux.netlink.NetlinkSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Links and addresses by netlink: a full report first, then events, and a full report again whenever events may have
 * been lost.
 *
 * <p>A full report is made of three lists that are asked for on another socket. Events that arrive meanwhile wait in
 * this one's queue and are told afterwards, so that nothing falls between; events from before are older than the lists
 * and are thrown away. That an interface has gone implies that its addresses have. A renamed interface counts as gone,
 * and a full report tells what it is now.
 */
public final class NetlinkLinkMonitor implements LinkMonitor {
    /** Room for thousands of events while the loop is held up. */
    public static final int BUFFER_SIZE = 1024 * 1024;

    private static final int RTMGRP_LINK = 0x1;
    private static final int RTMGRP_IPV4_IFADDR = 0x10;
    private static final int RTMGRP_IPV6_IFADDR = 0x100;

    /** More datagrams than the buffer can hold, so that a storm of events cannot keep us here. */
    private static final int MAX_DISCARDED = 10_000;

    /** The kernel needs some hundredths of a millisecond between two removals that belong together. */
    private static final long REST_OF_A_REMOVAL_NANOS = 500_000L;

    private final NetlinkSocket events;
    private final NetlinkRequests requests;
    private final Interfaces interfaces;
    private final OwnAddresses ownAddresses;
    private final DescriptorWatcher loop;
    private final Map<Integer, InterfaceName> names = new HashMap<>();
    private boolean wasSynchronised;
    private boolean isSynchronised;

    private NetlinkLinkMonitor(
            NetlinkSocket events,
            NetlinkRequests requests,
            Interfaces interfaces,
            OwnAddresses ownAddresses,
            DescriptorWatcher loop) {
        this.events = events;
        this.requests = requests;
        this.interfaces = interfaces;
        this.ownAddresses = ownAddresses;
        this.loop = loop;
    }

    /**
     * Begins to listen.
     *
     * @param bufferSize of the kernel's queue of events in octets, usually {@link #BUFFER_SIZE}
     */
    public static NetlinkLinkMonitor open(
            NetlinkRequests requests,
            Interfaces interfaces,
            OwnAddresses ownAddresses,
            DescriptorWatcher loop,
            int bufferSize)
            throws ErrnoException {
        int groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
        NetlinkSocket events = NetlinkSocket.forEvents(groups, bufferSize);
        loop.watch(events.descriptor());
        return new NetlinkLinkMonitor(events, requests, interfaces, ownAddresses, loop);
    }

    /**
     * Counts events; a full report comes whole, whatever the limit. An address takes those of its network along when it
     * goes, and the kernel tells of these first: after a removal the rest of the news is awaited for a moment, so that
     * nobody puts back half of what went.
     */
    @Override
    public int drain(int limit, Watcher watcher) {
        int read = 0;
        boolean moreMayFollow = false;
        if (!isSynchronised) {
            synchronise(watcher);
        }
        while (isSynchronised && read < limit) {
            Optional<List<NetlinkMessage>> received = receive();
            if (received.isEmpty() && !moreMayFollow) {
                break;
            }
            if (received.isEmpty()) {
                LockSupport.parkNanos(REST_OF_A_REMOVAL_NANOS);
                moreMayFollow = false;
                continue;
            }
            for (NetlinkMessage message : received.get()) {
                tell(message, watcher);
                moreMayFollow |= message.type() == AddressCodec.RTM_DELADDR;
                read++;
            }
            if (!isSynchronised) {
                synchronise(watcher);
            }
        }
        return read;
    }

    /** The next messages; empty when there are none. Lost ones are an empty list and a reason to synchronise. */
    private Optional<List<NetlinkMessage>> receive() {
        try {
            return events.receive();
        } catch (ErrnoException lost) {
            // ENOBUFS says so. No other error is known here, and a fresh look is the answer to all.
            isSynchronised = false;
            return Optional.of(List.of());
        }
    }

    /** Asks for everything. When that fails the next drain asks again. */
    private void synchronise(Watcher watcher) {
        discardOlderEvents();
        interfaces.forgetAll();
        List<NetlinkMessage> everything = new ArrayList<>();
        try {
            everything.addAll(requests.dump(LinkCodec.all(), "interfaces"));
            everything.addAll(requests.dump(AddressCodec.all(IpFamily.IPV4), "IPv4 addresses"));
            everything.addAll(requests.dump(AddressCodec.all(IpFamily.IPV6), "IPv6 addresses"));
        } catch (ErrnoException refused) {
            return;
        }
        if (wasSynchronised) {
            tellReplaced(everything, watcher);
            watcher.onResync();
        }
        names.clear();
        isSynchronised = true;
        wasSynchronised = true;
        everything.forEach(message -> tell(message, watcher));
        watcher.onSynchronised();
    }

    /** An interface that came back under its name with another number was gone: sockets bound to it are dead. */
    private void tellReplaced(List<NetlinkMessage> everything, Watcher watcher) {
        Map<Integer, InterfaceName> now = new HashMap<>();
        everything.forEach(message -> LinkCodec.read(message).ifPresent(link -> now.put(link.index(), link.name())));
        names.forEach((index, name) -> {
            if (!name.equals(now.get(index))) {
                watcher.onLinkGone(name);
            }
        });
    }

    private void discardOlderEvents() {
        for (int i = 0; i < MAX_DISCARDED; i++) {
            try {
                if (events.receive().isEmpty()) {
                    return;
                }
            } catch (ErrnoException lost) {
                // Lost or thrown away is the same here. But only ENOBUFS leaves more to read.
                if (lost.errno() != Errno.ENOBUFS) {
                    return;
                }
            }
        }
    }

    private void tell(NetlinkMessage message, Watcher watcher) {
        LinkCodec.read(message).ifPresent(link -> tellLink(message.type(), link, watcher));
        AddressCodec.read(message).ifPresent(address -> tellAddress(message.type(), address, watcher));
    }

    private void tellLink(int type, NetworkInterface link, Watcher watcher) {
        interfaces.forget(link.name());
        if (type == LinkCodec.RTM_DELLINK) {
            interfaces.gone(link.index());
            InterfaceName known = names.remove(link.index());
            watcher.onLinkGone(known == null ? link.name() : known);
            return;
        }
        interfaces.present(link);
        InterfaceName before = names.put(link.index(), link.name());
        if (before != null && !before.equals(link.name())) {
            // Its addresses are known under the old name; the full report tells them under the new one.
            interfaces.forget(before);
            watcher.onLinkGone(before);
            isSynchronised = false;
        }
        watcher.onLink(new Link(link.name(), link.isRunning(), link.mtu()));
    }

    private void tellAddress(int type, AddressReport address, Watcher watcher) {
        InterfaceName dev = names.get(address.index());
        if (dev == null) {
            // Its interface is gone already, or one whose name nobody can configure.
            return;
        }
        if (type == AddressCodec.RTM_DELADDR) {
            watcher.onAddressGone(dev, address.prefix());
        } else if (address.isUsable()) {
            watcher.onAddress(dev, address.prefix(), ownAddresses.isOurs(dev, address));
        }
    }

    @Override
    public void close() {
        loop.forget(events.descriptor());
        events.close();
    }
}
