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
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A firewall with an inside (priority 100) and an outside (priority 90) that move together: silence of 3.609375 s and
 * 3.6484375 s.
 */
class SyncGroupTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DOWN_INSIDE = 3_609_375_000L;
    private static final long DOWN_OUTSIDE = 3_648_437_500L;
    private static final InterfaceName INSIDE = new InterfaceName("eth0");
    private static final InterfaceName OUTSIDE = new InterfaceName("eth1");

    /** Version 2, VRID 51 of the inside, priority 150 and 0, 192.0.2.100. */
    private static final String STRONGER_INSIDE = "2133960100018665c00002640000000000000000";

    private final Engine engine = new Engine(config("inside", "outside"));
    private final List<Action> done = new ArrayList<>();
    private InterfaceName refusing = new InterfaceName("none");

    private static EngineConfig config(String... members) {
        return new EngineConfig(
                "fw1",
                List.of(
                        router("inside", INSIDE, 51, 100, "192.0.2.100/24"),
                        router("outside", OUTSIDE, 52, 90, "198.51.100.100/24")),
                List.of(),
                List.of(new SyncGroupConfig("fw", List.of(members), NotifyScripts.NONE)));
    }

    private static RouterConfig router(String name, InterfaceName dev, int vrid, int priority, String address) {
        return RouterConfig.builder(name, new RouterKey(dev, IpFamily.IPV4, new Vrid(vrid)))
                .version(2)
                .priority(new Priority(priority))
                .addresses(List.of(VirtualAddress.of(address, dev)))
                .build();
    }

    private void begin() {
        engine.onWake(0);
        engine.onLinkResync(0);
        engine.onLink(0, new Link(INSIDE, true, 1500));
        engine.onLink(0, new Link(OUTSIDE, true, 1500));
        engine.onAddress(0, INSIDE, IpPrefix.parse("192.0.2.12/24"), false);
        engine.onAddress(0, OUTSIDE, IpPrefix.parse("198.51.100.12/24"), false);
        engine.onLinksSynchronised(0);
        finish(0);
    }

    private void beMaster() {
        begin();
        turn(DOWN_INSIDE);
        turn(DOWN_OUTSIDE);
        assertThat(states()).containsExactly(RouterState.MASTER, RouterState.MASTER);
        done.clear();
    }

    private void turn(long now) {
        engine.onWake(now);
        finish(now);
    }

    private void finish(long now) {
        engine.onTime(now);
        for (List<Action> actions = engine.takeActions(); !actions.isEmpty(); actions = engine.takeActions()) {
            for (Action action : actions) {
                done.add(action);
                engine.onOutcome(now, action, outcome(action));
            }
        }
        engine.nextDeadlineNanos();
    }

    private Outcome outcome(Action action) {
        boolean refused = action instanceof Action.InstallAddresses install
                && install.router().dev().equals(refusing);
        return refused ? Outcome.failed("add address", "some", "EPERM") : Outcome.DONE;
    }

    private void hear(long now, String hex) {
        engine.onWake(now);
        engine.onDatagram(
                now,
                new ReceivedDatagram(
                        new RouterKey(INSIDE, IpFamily.IPV4, new Vrid(51)),
                        IpAddress.parse("192.0.2.251"),
                        AdvertPath.IPV4_GROUP,
                        255,
                        Octets.hex(hex)));
        finish(now);
    }

    private RouterSnapshot router(int index) {
        return engine.snapshot(0).routers().get(index);
    }

    private List<RouterState> states() {
        return engine.snapshot(0).routers().stream().map(RouterSnapshot::state).toList();
    }

    @Test
    void noMemberTakesOverBeforeAllWould() {
        begin();

        turn(DOWN_INSIDE);
        assertThat(states()).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
        assertThat(engine.nextDeadlineNanos()).isEqualTo(DOWN_OUTSIDE);

        turn(DOWN_OUTSIDE);
        assertThat(states()).containsExactly(RouterState.MASTER, RouterState.MASTER);
    }

    @Test
    void aMemberWhoseMasterLivesKeepsTheOthersWaiting() {
        begin();
        hear(DOWN_INSIDE - 1, STRONGER_INSIDE);

        turn(DOWN_OUTSIDE);

        assertThat(states()).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
        assertThat(engine.nextDeadlineNanos()).isEqualTo(DOWN_INSIDE - 1 + DOWN_INSIDE - SECOND);
    }

    @Test
    void whereOneYieldsAllLetGoAndTellTheirPeers() {
        beMaster();

        hear(DOWN_OUTSIDE + 100, STRONGER_INSIDE);

        assertThat(states()).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
        assertThat(router(1).reason()).isEqualTo(TransitionReason.SYNC_GROUP);
        assertThat(done.stream()
                        .filter(action -> action instanceof Action.SendAdvertisement)
                        .map(action -> (Action.SendAdvertisement) action)
                        .toList())
                .singleElement()
                .satisfies(advert -> {
                    assertThat(advert.router().dev()).isEqualTo(OUTSIDE);
                    assertThat(advert.priority()).isEqualTo(Priority.RESIGN);
                });
    }

    @Test
    void whatHoldsOneInFaultHoldsAllAndTheStatusSaysWhose() {
        beMaster();

        engine.onWake(5 * SECOND);
        engine.onLink(5 * SECOND, new Link(OUTSIDE, false, 1500));
        finish(5 * SECOND);

        assertThat(states()).containsExactly(RouterState.FAULT, RouterState.FAULT);
        assertThat(router(0).faults()).containsExactly(FaultCause.SYNC_GROUP);
        assertThat(router(1).faults()).containsExactly(FaultCause.INTERFACE_DOWN);

        engine.onLink(6 * SECOND, new Link(OUTSIDE, true, 1500));
        finish(6 * SECOND);
        assertThat(states()).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
    }

    @Test
    void anAddressThatIsRefusedOnOneSideTakesTheOtherBack() {
        begin();
        refusing = OUTSIDE;

        turn(DOWN_OUTSIDE);

        assertThat(states()).containsExactly(RouterState.FAULT, RouterState.FAULT);
        assertThat(router(0).faults()).containsExactly(FaultCause.SYNC_GROUP);
        assertThat(router(1).faults()).containsExactly(FaultCause.ADDRESS_FAILED);
    }

    @Test
    void theGroupsScriptIsCalledOncePerTransitionOfTheGroup() {
        beMaster();
        assertThat(runs()).isEmpty();

        engine.onConfig(5 * SECOND, withScript(new ScriptCommand(List.of("/etc/holdfast/group.sh"), Optional.empty())));
        finish(5 * SECOND);
        hear(5 * SECOND + 100, STRONGER_INSIDE);

        assertThat(runs()).containsExactly(List.of("/etc/holdfast/group.sh", "GROUP", "fw", "BACKUP", "0"));
        assertThat(engine.snapshot(0).groups()).singleElement().satisfies(group -> {
            assertThat(group.state()).isEqualTo(RouterState.BACKUP);
            assertThat(group.sinceNanos()).isEqualTo(5 * SECOND + 100);
        });
    }

    private static EngineConfig withScript(ScriptCommand command) {
        EngineConfig plain = config("inside", "outside");
        NotifyScripts scripts = new NotifyScripts(Map.of(), Optional.of(command), 3 * SECOND);
        return new EngineConfig(
                plain.routerId(),
                plain.routers(),
                List.of(),
                List.of(new SyncGroupConfig("fw", List.of("inside", "outside"), scripts)));
    }

    private List<List<String>> runs() {
        return done.stream()
                .filter(action -> action instanceof Action.RunScript)
                .map(action -> ((Action.RunScript) action).run().arguments())
                .toList();
    }

    @Test
    void aRouterThatJoinsAMasterGroupIsMasterAtOnce() {
        Engine alone = engine;
        beMaster();
        EngineConfig before = new EngineConfig(
                "fw1",
                List.of(router("inside", INSIDE, 51, 100, "192.0.2.100/24")),
                List.of(),
                List.of(new SyncGroupConfig("fw", List.of("inside"), NotifyScripts.NONE)));
        alone.onConfig(5 * SECOND, before);
        finish(5 * SECOND);
        assertThat(states()).containsExactly(RouterState.MASTER);

        alone.onConfig(6 * SECOND, config("inside", "outside"));
        finish(6 * SECOND);
        turn(6 * SECOND);

        assertThat(states()).containsExactly(RouterState.MASTER, RouterState.MASTER);
    }
}
