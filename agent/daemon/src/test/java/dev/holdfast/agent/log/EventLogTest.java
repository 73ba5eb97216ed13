package dev.holdfast.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.spi.TransitionReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");

    private static final RouterKey KEY = new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51));

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RecentEvents recent = new RecentEvents();
    private final EventLog log = new EventLog(logger(), recent);

    private Logger logger() {
        lines.start();
        Logger logger = context.getLogger("test");
        logger.addAppender(lines);
        return logger;
    }

    @Test
    void aTakeoverIsOneLineWithReasonPriorityAndAddresses() {
        log.onEvent(stateChanged(RouterState.BACKUP, RouterState.MASTER, TransitionReason.TIMEOUT, List.of()));

        assertThat(text())
                .isEqualTo("VI_1 BACKUP -> MASTER reason=timeout (no master heard) priority=100 peer=192.0.2.2"
                        + " vips=192.0.2.100 took=0.4ms silence=3609.4ms");
        assertThat(level()).isEqualTo(Level.INFO);
    }

    @Test
    void aSplitBrainIsToldWithCauseAndEvidence() {
        SplitEvidence evidence = new SplitEvidence(
                "lower_priority",
                Optional.of(IpAddress.parse("192.0.2.2")),
                2,
                1,
                2,
                "advertises priority 90, ours is 100");
        SplitIncident incident = new SplitIncident(
                1,
                SplitVerdict.CONFIRMED,
                SplitCause.ONE_WAY,
                1_000_000_000L,
                List.of(IpAddress.parse("192.0.2.2")),
                List.of(evidence));

        log.onEvent(new AgentEvent.SplitBrainChanged(2_000_000_000L, "VI_1", KEY, SplitPhase.OPENED, incident));
        String line = "verdict=confirmed cause=one_way (the other master does not hear the better one) incident=1"
                + " peers=192.0.2.2 evidence=advertises priority 90, ours is 100";
        assertThat(text()).isEqualTo("VI_1 split brain opened " + line);
        assertThat(level()).isEqualTo(Level.ERROR);

        lines.list.clear();
        log.onEvent(new AgentEvent.SplitBrainChanged(8_500_000_000L, "VI_1", KEY, SplitPhase.RESOLVED, incident));
        assertThat(text()).isEqualTo("VI_1 split brain resolved " + line + " lasted=7500.0ms");
        assertThat(level()).isEqualTo(Level.INFO);
    }

    @Test
    void maintenanceIsAWarningUntilItEnds() {
        log.onEvent(new AgentEvent.MaintenanceChanged(1, true));
        assertThat(text()).isEqualTo("by the operator's hand maintenance=on");
        assertThat(level()).isEqualTo(Level.WARN);

        lines.list.clear();
        log.onEvent(new AgentEvent.MaintenanceChanged(2, false));
        assertThat(text()).isEqualTo("by the operator's hand maintenance=off");
        assertThat(level()).isEqualTo(Level.INFO);
    }

    @Test
    void aFaultIsAWarningThatNamesItsCauses() {
        log.onEvent(stateChanged(
                RouterState.BACKUP,
                RouterState.FAULT,
                TransitionReason.INTERFACE,
                List.of(FaultCause.INTERFACE_DOWN, FaultCause.NO_SOURCE_ADDRESS)));

        assertThat(text())
                .startsWith("VI_1 BACKUP -> FAULT reason=interface (interface)"
                        + " faults=interface_down,no_source_address priority=100");
        assertThat(level()).isEqualTo(Level.WARN);
    }

    @Test
    void aDiscardedAdvertTellsSourceReasonAndHowManyMoreThereWere() {
        log.onEvent(new AgentEvent.AdvertDiscarded(
                5, "VI_1", DiscardReason.TTL, IpAddress.parse("192.0.2.9"), "ttl 254, expected 255", 12));

        assertThat(text())
                .isEqualTo("VI_1 advert discarded reason=ttl source=192.0.2.9 detail=\"ttl 254, expected 255\""
                        + " suppressed=12");
    }

    @Test
    void aFailedScriptTellsHowItEnded() {
        log.onEvent(new AgentEvent.ScriptFinished(
                5, "VI_1", "notify_master", "/x.sh", ScriptResult.FAILED, 7, 12_340_000, "oh no"));

        assertThat(text())
                .isEqualTo("VI_1 script notify_master path=/x.sh result=failed exit=7 took=12.3ms detail=\"oh no\"");
        assertThat(level()).isEqualTo(Level.WARN);
    }

    @Test
    void anAppliedConfigurationListsWhatItDid() {
        log.onEvent(
                new AgentEvent.ConfigApplied(5, 2, List.of("VI_1"), List.of(), List.of(), List.of("VI_2"), List.of()));

        assertThat(text()).isEqualTo("configuration in force generation=2 kept=VI_1 added=VI_2");
    }

    @Test
    void jsonCarriesTheFactsAsFields() {
        JsonLayout layout = new JsonLayout();
        layout.start();
        log.onEvent(
                new AgentEvent.ConfigApplied(5, 2, List.of("VI_1"), List.of(), List.of(), List.of("VI_2"), List.of()));

        assertThat(layout.doLayout(lines.list.get(0)).replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"T\""))
                .isEqualTo("{\"time\":\"T\",\"level\":\"INFO\","
                        + "\"message\":\"configuration in force generation=2 kept=VI_1 added=VI_2\","
                        + "\"event\":\"config_applied\",\"generation\":2,\"kept\":[\"VI_1\"],\"added\":[\"VI_2\"],"
                        + "\"logger\":\"test\"}\n");
    }

    @Test
    void whatIsLoggedIsKeptForThoseWhoAskLater() {
        log.onEvent(new AgentEvent.MaintenanceChanged(7, true));

        assertThat(recent.after(0)).singleElement().satisfies(told -> {
            assertThat(told.id()).isEqualTo(1);
            assertThat(told.atNanos()).isEqualTo(7);
            assertThat(told.line().text()).isEqualTo("by the operator's hand maintenance=on");
            assertThat(told.line().event()).isEqualTo("maintenance_changed");
            assertThat(told.line().details()).containsOnly(Map.entry("maintenance", "on"));
        });
    }

    @Test
    void whatIsForDebuggingAloneIsNotKept() {
        log.onEvent(new AgentEvent.LowerMasterHeard(
                7, 1, "VI_1", KEY, new Priority(100), IpAddress.parse("192.0.2.2"), List.of()));

        assertThat(recent.after(0)).isEmpty();
    }

    @Test
    void aStackTraceFollowsItsLine() {
        TextLayout layout = new TextLayout();
        layout.start();
        logger().error("broken", new IllegalStateException("why"));

        assertThat(layout.doLayout(lines.list.get(0)))
                .matches("(?s)....-..-..T..:..:..\\....Z ERROR broken\njava.lang.IllegalStateException: why\n\tat .*");
    }

    private AgentEvent stateChanged(
            RouterState from, RouterState to, TransitionReason reason, List<FaultCause> faults) {
        boolean master = to == RouterState.MASTER;
        return new AgentEvent.StateChanged(
                5,
                1,
                "VI_1",
                KEY,
                from,
                to,
                reason,
                faults,
                new Priority(100),
                Optional.of(IpAddress.parse("192.0.2.2")),
                List.of(VirtualAddress.of("192.0.2.100/24", ETH0)),
                master ? 420_000 : 0,
                master ? 3_609_375_000L : 0);
    }

    private String text() {
        assertThat(lines.list).hasSize(1);
        return lines.list.get(0).getFormattedMessage();
    }

    private Level level() {
        return lines.list.get(0).getLevel();
    }
}
