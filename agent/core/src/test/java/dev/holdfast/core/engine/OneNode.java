package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.RouterConfigBuilder;
import java.util.ArrayList;
import java.util.List;

/** One node with one virtual router, VRRPv2, priority 100, 1 s: silence of 3.609375 s makes a master. */
final class OneNode {
    static final long SECOND = 1_000_000_000L;
    static final long DOWN = 3_609_375_000L;
    static final InterfaceName ETH0 = new InterfaceName("eth0");
    static final RouterKey KEY = new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51));
    static final VirtualAddress VIP = VirtualAddress.of("192.0.2.100/24", ETH0);

    final Engine engine;
    final List<Action> done = new ArrayList<>();
    final List<Action> neighbours = new ArrayList<>();
    Outcome installing = Outcome.DONE;
    Outcome routing = Outcome.DONE;
    Outcome ordering = Outcome.DONE;
    Outcome statics = Outcome.DONE;
    Outcome removing = Outcome.DONE;
    Outcome listening = Outcome.DONE;
    Outcome asking = Outcome.DONE;

    OneNode(EngineConfig config) {
        engine = new Engine(config);
    }

    static RouterConfigBuilder router() {
        return RouterConfig.builder("VI_1", KEY)
                .version(2)
                .priority(new Priority(100))
                .addresses(List.of(VIP))
                .leaseSeconds(3);
    }

    void bringUp(long now) {
        bringUpWith(now);
        assertThat(kinds()).containsExactly("OpenTransport", "Publish");
        done.clear();
    }

    /** With further interfaces that run; what was done stays noted. */
    void bringUpWith(long now, InterfaceName... further) {
        engine.onWake(now);
        engine.onLinkResync(now);
        engine.onLink(now, new Link(ETH0, true, 1500));
        for (InterfaceName dev : further) {
            engine.onLink(now, new Link(dev, true, 1500));
        }
        engine.onAddress(now, ETH0, IpPrefix.parse("192.0.2.12/24"), false);
        engine.onLinksSynchronised(now);
        finish(now);
    }

    /** A turn at each deadline before then. */
    void runBefore(long until) {
        for (long next = engine.nextDeadlineNanos(); next < until; next = engine.nextDeadlineNanos()) {
            turn(next);
        }
    }

    /** A turn at each deadline until then, and one then. */
    void runTo(long until) {
        runBefore(until);
        turn(until);
    }

    void turn(long now) {
        engine.onWake(now);
        finish(now);
    }

    void finish(long now) {
        engine.onTime(now);
        List<Action> actions = engine.takeActions();
        while (!actions.isEmpty()) {
            for (Action action : actions) {
                (isAboutNeighbours(action) ? neighbours : done).add(action);
                engine.onOutcome(now, action, outcome(action));
            }
            actions = engine.takeActions();
        }
        engine.nextDeadlineNanos();
    }

    private static boolean isAboutNeighbours(Action action) {
        return action instanceof Action.WatchNeighbours || action instanceof Action.AskNeighbour;
    }

    private Outcome outcome(Action action) {
        if (action instanceof Action.OrderVmac) {
            return ordering;
        }
        if (action instanceof Action.InstallStaticAddress) {
            return statics;
        }
        if (action instanceof Action.AskNeighbour) {
            return asking;
        }
        if (action instanceof Action.OpenHeartbeat) {
            return listening;
        }
        if (action instanceof Action.RemoveAddresses) {
            return removing;
        }
        boolean routes = action instanceof Action.InstallRoute || action instanceof Action.RemoveRoute;
        return action instanceof Action.InstallAddresses ? installing : routes ? routing : Outcome.DONE;
    }

    List<String> kinds() {
        return done.stream().map(action -> action.getClass().getSimpleName()).toList();
    }

    RouterState state() {
        return snapshot().state();
    }

    RouterSnapshot snapshot() {
        return engine.snapshot(0).routers().get(0);
    }

    static ReceivedDatagram advert(String hex) {
        return new ReceivedDatagram(KEY, IpAddress.parse("192.0.2.251"), AdvertPath.IPV4_GROUP, 255, Octets.hex(hex));
    }
}
