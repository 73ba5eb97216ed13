package dev.holdfast.core.sim;

import dev.holdfast.core.net.VirtualAddress;
import java.util.List;

/** Brings about what a {@link FaultPlan} says. */
final class FaultInjector {
    private final World world;

    FaultInjector(World world) {
        this.world = world;
    }

    void plan(List<Fault> faults) {
        for (Fault fault : faults) {
            world.time().at(fault.atNanos(), () -> {
                world.observers().onFault(fault, true);
                begin(fault);
            });
            world.time().at(fault.endNanos(), () -> {
                world.observers().onFault(fault, false);
                end(fault);
            });
        }
    }

    private void begin(Fault fault) {
        SimNode node = world.nodes().get(fault.node());
        switch (fault.kind()) {
            case CRASH -> node.crash();
            case POWER_LOSS -> {
                node.crash();
                node.kernel().reset();
                node.kernel().setRunning(false);
            }
            case PAUSE -> node.pause();
            case STOP -> node.stop();
            case ADDRESS_DELETED -> delete(fault);
            case SLOW_CALLS -> node.setCallsAreSlow(true);
            case INSTALL_FAILS -> node.kernel().setInstallFails(true);
            case OPEN_FAILS -> node.setOpenFails(true);
            case LINK_DOWN -> node.kernel().setRunning(false);
            case LINK_GONE -> node.kernel().setPresent(false);
            case SOURCE_LOST -> node.kernel().setSourcePresent(false);
            case RESYNC -> {
                if (node.isAlive()) {
                    node.kernel().tellEverything(true);
                }
            }
            case RELOAD_NOTHING, RELOAD_PRIORITY, RELOAD_PREEMPT -> reload(fault, node);
            case RELOAD_INTERVAL, RELOAD_ADDRESSES -> reloadAll(fault);
            case TRACKER_FAILS -> node.setScriptPasses(false);
            case RELEASE -> release(fault, node);
            case MAINTENANCE -> node.maintain(true);
            case BAD_WEATHER -> world.network().setBadWeather(true);
            case PARTITION -> partition(fault, true);
            case ONE_WAY -> cut(fault, fault.other(), fault.node(), true);
        }
    }

    private void end(Fault fault) {
        SimNode node = world.nodes().get(fault.node());
        switch (fault.kind()) {
            case CRASH, STOP -> node.start();
            case POWER_LOSS -> {
                node.kernel().setRunning(true);
                node.start();
            }
            case PAUSE -> node.resume();
            case SLOW_CALLS -> node.setCallsAreSlow(false);
            case INSTALL_FAILS -> node.kernel().setInstallFails(false);
            case OPEN_FAILS -> node.setOpenFails(false);
            case LINK_DOWN -> node.kernel().setRunning(true);
            case LINK_GONE -> node.kernel().setPresent(true);
            case SOURCE_LOST -> node.kernel().setSourcePresent(true);
            case TRACKER_FAILS -> node.setScriptPasses(true);
            case MAINTENANCE -> node.maintain(false);
            case BAD_WEATHER -> world.network().setBadWeather(false);
            case PARTITION -> partition(fault, false);
            case ONE_WAY -> cut(fault, fault.other(), fault.node(), false);
            case RELOAD_INTERVAL, RELOAD_ADDRESSES -> settle(fault);
            case ADDRESS_DELETED, RESYNC, RELOAD_NOTHING, RELOAD_PRIORITY, RELOAD_PREEMPT, RELEASE -> {
                // Over at once.
            }
        }
    }

    /** An administrator deletes an address wherever it is. */
    private void delete(Fault fault) {
        int router = (int) (fault.value() % world.keys().size());
        List<VirtualAddress> all = world.addresses(router);
        VirtualAddress address = all.get((int) (fault.value() / 2 % all.size()));
        world.nodes().forEach(node -> node.kernel().drop(address));
    }

    private void reload(Fault fault, SimNode node) {
        int router = (int) (fault.value() % world.keys().size());
        Setting setting = node.setting(router);
        node.reload(router, changed(fault, setting));
    }

    /** The owner would keep what it gives away, for nobody may preempt beside it: nothing to be learned. */
    private void release(Fault fault, SimNode node) {
        int router = (int) (fault.value() % world.keys().size());
        if (node.setting(router).priority() != 255) {
            node.release(router);
        }
    }

    /** The operator goes from node to node while the fault lasts. */
    private void reloadAll(Fault fault) {
        int router = routerOf(fault);
        for (SimNode node : world.nodes()) {
            long at = fault.atNanos()
                    + fault.lastsNanos() * node.index() / world.nodes().size();
            world.time().at(at, () -> node.reload(router, changed(fault, node.setting(router))));
        }
    }

    /** Another change may have come in between; in the end all nodes must agree. */
    private void settle(Fault fault) {
        int router = routerOf(fault);
        for (SimNode node : world.nodes()) {
            Setting wanted = changed(fault, node.setting(router));
            if (!wanted.equals(node.setting(router))) {
                node.reload(router, wanted);
            }
        }
    }

    private int routerOf(Fault fault) {
        return (int) (fault.atNanos() % world.keys().size());
    }

    private static Setting changed(Fault fault, Setting setting) {
        return switch (fault.kind()) {
            case RELOAD_PRIORITY -> setting.withPriority((int) fault.value());
            case RELOAD_PREEMPT -> setting.withPreempt(!setting.preempt());
            case RELOAD_INTERVAL -> setting.withIntervalNanos(fault.value());
            case RELOAD_ADDRESSES -> setting.withAddressCount(1 + (int) (fault.value() % Topology.MAX_ADDRESSES));
            case CRASH,
                    POWER_LOSS,
                    PAUSE,
                    STOP,
                    ADDRESS_DELETED,
                    SLOW_CALLS,
                    INSTALL_FAILS,
                    OPEN_FAILS,
                    LINK_DOWN,
                    LINK_GONE,
                    SOURCE_LOST,
                    RESYNC,
                    RELOAD_NOTHING,
                    TRACKER_FAILS,
                    RELEASE,
                    MAINTENANCE,
                    BAD_WEATHER,
                    PARTITION,
                    ONE_WAY -> setting;
        };
    }

    private void partition(Fault fault, boolean isCut) {
        for (int from = 0; from < world.nodes().size(); from++) {
            for (int to = 0; to < world.nodes().size(); to++) {
                if ((fault.other() >> from & 1) != (fault.other() >> to & 1)) {
                    cut(fault, from, to, isCut);
                }
            }
        }
    }

    /** Where there is a cable beside the segment, one of them or both. */
    private void cut(Fault fault, int from, int to, boolean isCut) {
        long which = world.topology().cable() ? fault.value() % 3 : 0;
        if (which != 1) {
            world.network().cut(from, to, isCut);
            // A firewall or a switch that does not pass adverts passes ARP.
            if (fault.value() / 3 % 2 == 0) {
                world.neighbours().cut(from, to, isCut);
            }
        }
        if (which != 0) {
            world.cable().cut(from, to, isCut);
        }
    }
}
