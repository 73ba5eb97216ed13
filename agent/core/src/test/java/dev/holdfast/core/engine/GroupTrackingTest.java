package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.Unfit;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a sync group tracks, and what its members track in it: the numbers were seen of keepalived 2.2.7 with the same
 * trackers. Two members, priority 100 and 90.
 */
class GroupTrackingTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final TrackerId SCRIPT = new TrackerId(TrackerKind.SCRIPT, "chk");
    private static final TrackerId FILE = new TrackerId(TrackerKind.FILE, "load");
    private static final TrackerId UPLINK = new TrackerId(TrackerKind.INTERFACE, "eth1");

    private final List<GroupChanged> told = new ArrayList<>();
    private long now;

    private static RouterConfig router(String name, int vrid, int priority, Tracked... tracked) {
        return RouterConfig.builder(name, new RouterKey(ETH0, IpFamily.IPV4, new Vrid(vrid)))
                .version(2)
                .priority(new Priority(priority))
                .addresses(List.of(VirtualAddress.of("192.0.2." + (vrid + 50) + "/24", ETH0)))
                .tracked(List.of(tracked))
                .build();
    }

    private static EngineConfig config(boolean weights, List<Tracked> group, int second, Tracked... ofFirst) {
        return new EngineConfig(
                "fw1",
                List.of(router("inside", 51, 100, ofFirst), router("outside", 52, second)),
                Stream.of(SCRIPT, FILE)
                        .map(id -> new TrackerConfig(id, 1, 1, false, "x"))
                        .toList(),
                List.of(new SyncGroupConfig("fw", List.of("inside", "outside"), NotifyScripts.NONE, group, weights)));
    }

    private Engine begin(EngineConfig config) {
        Engine engine = new Engine(config);
        engine.onWake(now);
        engine.onLinkResync(now);
        engine.onLink(now, new Link(ETH0, true, 1500));
        engine.onAddress(now, ETH0, IpPrefix.parse("192.0.2.12/24"), false);
        engine.onLinksSynchronised(now);
        result(engine, SCRIPT, TrackerResult.passed(""));
        result(engine, FILE, TrackerResult.number(0));
        return engine;
    }

    private void result(Engine engine, TrackerId id, TrackerResult result) {
        engine.onTrackerResult(++now, id, result, 0);
        finish(engine);
    }

    private void link(Engine engine, String name, boolean running) {
        engine.onLink(++now, new Link(new InterfaceName(name), running, 1500));
        finish(engine);
    }

    private void finish(Engine engine) {
        engine.onTime(now);
        for (List<Action> actions = engine.takeActions(); !actions.isEmpty(); actions = engine.takeActions()) {
            for (Action action : actions) {
                if (action instanceof Action.Publish publish && publish.event() instanceof GroupChanged change) {
                    told.add(change);
                }
                engine.onOutcome(now, action, Outcome.DONE);
            }
        }
    }

    private static List<Integer> priorities(Engine engine) {
        return engine.snapshot(0).routers().stream()
                .map(router -> router.effectivePriority().value())
                .toList();
    }

    private static List<RouterState> states(Engine engine) {
        return engine.snapshot(0).routers().stream().map(RouterSnapshot::state).toList();
    }

    @Test
    void weightsOfTheGroupMoveAllMembersAlike() {
        List<Tracked> group =
                List.of(new Tracked(SCRIPT, 10, false), new Tracked(FILE, 3, false), new Tracked(UPLINK, -20, false));
        Engine engine = begin(config(false, group, 90));
        link(engine, "eth1", true);
        result(engine, FILE, TrackerResult.number(2));
        assertThat(priorities(engine)).containsExactly(116, 106);

        result(engine, SCRIPT, TrackerResult.failed(""));
        assertThat(priorities(engine)).containsExactly(106, 96);
        link(engine, "eth1", false);
        assertThat(priorities(engine)).containsExactly(86, 76);
        result(engine, FILE, TrackerResult.number(0));
        assertThat(priorities(engine)).containsExactly(80, 70);
    }

    @Test
    void aWeightOfOneMemberCountsOnlyOnDemand() {
        Tracked own = new Tracked(SCRIPT, -7, false);
        Engine ignoring = begin(config(false, List.of(), 90, own));
        Engine counting = begin(config(true, List.of(), 90, own));

        result(ignoring, SCRIPT, TrackerResult.failed(""));
        result(counting, SCRIPT, TrackerResult.failed(""));

        assertThat(priorities(ignoring)).containsExactly(100, 90);
        assertThat(priorities(counting)).containsExactly(93, 90);
    }

    @Test
    void aMembersTrackerWithoutWeightHoldsTheGroup() {
        Engine engine = begin(config(false, List.of(), 90, new Tracked(SCRIPT, 0, false)));

        result(engine, SCRIPT, TrackerResult.failed(""));

        assertThat(states(engine)).containsExactly(RouterState.FAULT, RouterState.FAULT);
        assertThat(engine.snapshot(0).groups().get(0).unfit())
                .extracting(Unfit::router, Unfit::why)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("inside", "script chk"));
    }

    @Test
    void aGroupThatItsOwnTrackerHoldsInFaultSaysSo() {
        Engine engine = begin(config(false, List.of(new Tracked(SCRIPT, 0, false)), 90));

        result(engine, SCRIPT, TrackerResult.failed("exit 1"));

        assertThat(states(engine)).containsExactly(RouterState.FAULT, RouterState.FAULT);
        GroupChanged last = told.get(told.size() - 1);
        assertThat(last.to()).isEqualTo(RouterState.FAULT);
        assertThat(last.unfit()).allSatisfy(unfit -> {
            assertThat(unfit.causes()).containsExactly(FaultCause.TRACKER);
            assertThat(unfit.why()).isEqualTo("script chk of the group");
        });

        result(engine, SCRIPT, TrackerResult.passed(""));
        assertThat(states(engine)).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
    }

    @Test
    void besideAnAddressOwnerWhatTheGroupTracksHasNoWeight() {
        Engine engine = begin(config(false, List.of(new Tracked(SCRIPT, -10, false)), 255));

        result(engine, SCRIPT, TrackerResult.failed(""));

        assertThat(priorities(engine)).containsExactly(100, 255);
        assertThat(states(engine)).containsExactly(RouterState.FAULT, RouterState.FAULT);
    }

    @Test
    void theElectionWaitsForTheFirstResultOfWhatTheGroupTracks() {
        Engine engine = new Engine(config(false, List.of(new Tracked(SCRIPT, -10, false)), 90));
        engine.onWake(0);
        engine.onLinkResync(0);
        engine.onLink(0, new Link(ETH0, true, 1500));
        engine.onAddress(0, ETH0, IpPrefix.parse("192.0.2.12/24"), false);
        engine.onLinksSynchronised(0);
        finish(engine);
        assertThat(states(engine)).containsExactly(RouterState.INIT, RouterState.INIT);

        result(engine, SCRIPT, TrackerResult.passed(""));
        assertThat(states(engine)).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
    }

    @Test
    void aReloadThatChangesOnlyTheGroupsTrackersCounts() {
        Engine engine = begin(config(false, List.of(new Tracked(SCRIPT, -10, false)), 90));
        result(engine, SCRIPT, TrackerResult.failed(""));
        assertThat(priorities(engine)).containsExactly(90, 80);

        engine.onConfig(++now, config(false, List.of(new Tracked(SCRIPT, -30, false)), 90));
        finish(engine);

        assertThat(priorities(engine)).containsExactly(70, 60);
        assertThat(states(engine)).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
    }
}
