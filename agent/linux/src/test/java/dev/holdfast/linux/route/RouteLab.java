package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.RecordingLoop;
import dev.holdfast.linux.lab.TestNamespace;
import dev.holdfast.linux.netlink.NetlinkRequests;

/** A namespace with one cable (its other end is in it too), and the adapters of this package at work in it. */
final class RouteLab implements AutoCloseable {
    static final InterfaceName ETH0 = new InterfaceName("eth0");

    final TestNamespace namespace;
    final RecordingLoop loop = new RecordingLoop();
    final RecordingWatcher watcher = new RecordingWatcher();
    final NetlinkRequests requests;
    final NetlinkAddressTable addresses;
    final NetlinkLinkMonitor monitor;

    private RouteLab(TestNamespace namespace, int eventBuffer) {
        this.namespace = namespace;
        this.requests = namespace.call(NetlinkRequests::open);
        Interfaces interfaces = new Interfaces(requests);
        OwnAddresses own = new OwnAddresses();
        this.addresses = new NetlinkAddressTable(requests, interfaces, own);
        this.monitor = namespace.call(() -> NetlinkLinkMonitor.open(requests, interfaces, own, loop, eventBuffer));
    }

    static RouteLab create() {
        return create(NetlinkLinkMonitor.BUFFER_SIZE);
    }

    static RouteLab create(int eventBuffer) {
        Lab.requireNamespaces();
        TestNamespace namespace = TestNamespace.create();
        try {
            addCable(namespace);
            return new RouteLab(namespace, eventBuffer);
        } catch (AssertionError failed) {
            namespace.close();
            throw failed;
        }
    }

    static void addCable(TestNamespace namespace) {
        namespace.ip("link add eth0 type veth peer name wall");
        namespace.ip("link set wall up");
        namespace.ip("link set eth0 addrgenmode none");
        namespace.ip("link set wall addrgenmode none");
        namespace.ip("link set eth0 up");
    }

    /** Reads until the monitor has said this. */
    void awaitLine(String line) {
        Lab.await("\"" + line + "\" among " + watcher.lines, () -> {
            monitor.drain(1000, watcher);
            return watcher.lines.contains(line);
        });
    }

    @Override
    public void close() {
        monitor.close();
        requests.close();
        namespace.close();
    }
}
