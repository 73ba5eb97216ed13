package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.Director.A;
import static dev.holdfast.core.engine.Director.SECOND;
import static dev.holdfast.core.engine.Director.WEB;
import static dev.holdfast.core.engine.Director.config;
import static dev.holdfast.core.engine.Director.real;
import static dev.holdfast.core.engine.Director.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.SyncDaemon.Role;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.SyncConfig;
import dev.holdfast.core.lvs.TableConfig;
import dev.holdfast.core.net.InterfaceName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is wanted of the kernel's load balancer beside virtual servers. */
class LoadBalancerTest {
    private static final ServiceId OTHER = ServiceId.of(Protocol.UDP, "192.0.2.200", 53);
    private static final InterfaceName ETH1 = new InterfaceName("eth1");

    private static TableConfig flushing(boolean atStart, boolean atStop) {
        return new TableConfig(Timeouts.UNCHANGED, atStart, atStop, Optional.empty());
    }

    private static TableConfig timing(Timeouts timeouts) {
        return new TableConfig(timeouts, false, false, Optional.empty());
    }

    private static TableConfig syncing(int id, int maxLength) {
        SyncConfig sync = new SyncConfig(Optional.empty(), ETH1, id, maxLength, Optional.empty(), 0, 0);
        return new TableConfig(Timeouts.UNCHANGED, false, false, Optional.of(sync));
    }

    private static Director withOther(TableConfig beside) {
        Director node = new Director(beside, web(real(A)));
        node.services.put(OTHER, VirtualService.of(OTHER, "rr"));
        node.services.put(WEB, VirtualService.of(WEB, "rr"));
        return node;
    }

    private static void stop(Director node, long now) {
        node.engine.onShutdown(now);
        node.finish(now);
    }

    @Nested
    class Flushing {
        @Test
        void theStartRemovesWhatTheConfigurationDoesNotNameAndLeavesTheRest() {
            Director node = withOther(flushing(true, false));

            node.begun();

            assertThat(node.takeOrders()).containsExactly("+ 192.0.2.11:80 1", "- udp 192.0.2.200:53");
            assertThat(node.news).isEmpty();
        }

        @Test
        void whatComesLaterIsLeftAlone() {
            Director node = new Director(flushing(true, false), web(real(A)));
            node.begun().takeOrders();
            node.services.put(OTHER, VirtualService.of(OTHER, "rr"));

            node.report(SECOND);

            assertThat(node.takeOrders()).isEmpty();
        }

        @Test
        void theStopRemovesServicesOfOthersOnlyWhenToldTo() {
            Director careful = withOther(flushing(false, false)).begun();
            stop(careful, SECOND);
            assertThat(careful.services).containsOnlyKeys(OTHER);

            Director thorough = withOther(flushing(false, true)).begun();
            assertThat(thorough.services).containsOnlyKeys(OTHER, WEB);
            stop(thorough, SECOND);
            assertThat(thorough.services).isEmpty();
            assertThat(thorough.engine.isFinished()).isTrue();
        }
    }

    @Nested
    class TimingOut {
        @Test
        void theKernelIsToldWhenItHasOthers() {
            Director node = new Director(timing(new Timeouts(7200, 0, 60)), web(real(A)));
            node.begun();
            assertThat(node.takeOrders()).contains("set " + new Timeouts(7200, 0, 60));

            node.timeouts = new Timeouts(7200, 120, 60);
            node.report(SECOND);
            assertThat(node.takeOrders()).isEmpty();

            node.timeouts = new Timeouts(900, 120, 60);
            node.report(2 * SECOND);
            assertThat(node.takeOrders()).hasSize(1);
        }

        @Test
        void whatNobodyAskedForStays() {
            Director node = new Director(timing(Timeouts.UNCHANGED), web(real(A)));

            node.begun();

            assertThat(node.takeOrders()).noneMatch(order -> order.startsWith("set"));
        }

        @Test
        void aReloadSetsOthersAtOnce() {
            Director node = new Director(web(real(A))).begun();
            node.takeOrders();

            node.reload(SECOND, config(web(real(A))).balancing(List.of(web(real(A))), timing(new Timeouts(0, 10, 0))));

            assertThat(node.takeOrders()).containsExactly("set " + new Timeouts(0, 10, 0));
        }

        @Test
        void whatIsNoLongerWantedIsAsItWasWhenTheAgentBegan() {
            Director node = new Director(timing(new Timeouts(7200, 10, 0)), web(real(A))).begun();
            node.takeOrders();

            node.reload(
                    SECOND, config(web(real(A))).balancing(List.of(web(real(A))), timing(new Timeouts(7200, 0, 0))));
            assertThat(node.takeOrders()).containsExactly("set " + new Timeouts(7200, 120, 0));

            stop(node, 2 * SECOND);
            assertThat(node.takeOrders()).contains("set " + new Timeouts(900, 0, 0));
            assertThat(node.engine.isFinished()).isTrue();
        }
    }

    @Nested
    class Syncing {
        @Test
        void withoutAnInstanceANodeTellsAndListens() {
            Director node = new Director(syncing(5, 0), web(real(A)));
            node.begun();
            assertThat(node.takeOrders()).contains("start MASTER 5", "start BACKUP 5");

            node.report(SECOND);
            assertThat(node.takeOrders()).isEmpty();
        }

        @Test
        void whatAnAgentLeftThatDiedStaysWhenItIsRight() {
            Director node = new Director(syncing(5, 0));
            node.daemons.put(Role.MASTER, new SyncDaemon(Role.MASTER, ETH1, 5, 1472, Optional.empty(), 8848, 1));
            node.daemons.put(Role.BACKUP, SyncDaemon.of(Role.BACKUP, ETH1, 6));

            node.begun();

            assertThat(node.takeOrders()).containsExactly("stop BACKUP", "start BACKUP 5");
        }

        @Test
        void daemonsOfOthersAreLeftAlone() {
            Director node = new Director(web(real(A)));
            node.daemons.put(Role.MASTER, SyncDaemon.of(Role.MASTER, ETH1, 5));

            stop(node.begun(), SECOND);

            assertThat(node.daemons).containsOnlyKeys(Role.MASTER);
        }

        @Test
        void aReloadStartsThemAnewWhenSomethingChangedThatTheKernelDoesNotShow() {
            Director node = new Director(syncing(5, 0)).begun();
            node.takeOrders();

            node.reload(SECOND, config().balancing(List.of(), syncing(5, 1000)));

            assertThat(node.takeOrders())
                    .containsExactly("stop MASTER", "stop BACKUP", "start MASTER 5", "start BACKUP 5");
            node.reload(2 * SECOND, config());
            assertThat(node.takeOrders()).containsExactly("stop MASTER", "stop BACKUP");
        }

        @Test
        void aRefusalIsTriedAgainAfterAPause() {
            Director node = new Director(syncing(5, 0));
            node.refusal = Optional.of("ENODEV");
            node.begun();
            assertThat(node.takeOrders()).hasSize(2);
            assertThat(node.engine.nextDeadlineNanos()).isEqualTo(SECOND);

            node.refusal = Optional.empty();
            node.turn(SECOND);
            assertThat(node.daemons).containsOnlyKeys(Role.MASTER, Role.BACKUP);
        }

        @Test
        void theStopStopsThem() {
            Director node = new Director(syncing(5, 0)).begun();

            stop(node, SECOND);

            assertThat(node.daemons).isEmpty();
            assertThat(node.engine.isFinished()).isTrue();
        }
    }
}
