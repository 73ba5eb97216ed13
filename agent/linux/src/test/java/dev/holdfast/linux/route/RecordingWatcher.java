package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.LinkMonitor.Watcher;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a monitor reports, a line each. */
final class RecordingWatcher implements Watcher {
    final List<String> lines = new ArrayList<>();

    @Override
    public void onResync() {
        lines.add("resync");
    }

    @Override
    public void onLink(Link link) {
        lines.add("link " + link.name() + (link.running() ? " running" : " down") + " mtu " + link.mtu());
    }

    @Override
    public void onLinkGone(InterfaceName name) {
        lines.add("link gone " + name);
    }

    @Override
    public void onAddress(InterfaceName dev, IpPrefix prefix, boolean ours) {
        lines.add("address " + dev + " " + prefix + (ours ? " ours" : ""));
    }

    @Override
    public void onAddressGone(InterfaceName dev, IpPrefix prefix) {
        lines.add("address gone " + dev + " " + prefix);
    }

    @Override
    public void onSynchronised() {
        lines.add("synchronised");
    }
}
