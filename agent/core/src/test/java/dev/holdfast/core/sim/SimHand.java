package dev.holdfast.core.sim;

import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What moves an agent from outside the protocol: its file, its tracked script, its operator. Knows what the configuration
 * comes to by all of them, which is what the checks hold the engine to.
 */
final class SimHand {
    private final World world;
    private final SimNode node;
    private final SimProcess process;
    private final boolean[] released;
    private List<Setting> settings;
    private EngineConfig config;
    private Optional<Boolean> scriptPassed = Optional.empty();
    private boolean inMaintenance;

    SimHand(World world, SimNode node, SimProcess process, List<Setting> settings) {
        this.world = world;
        this.node = node;
        this.process = process;
        this.released = new boolean[world.keys().size()];
        this.settings = List.copyOf(settings);
        this.config = file();
    }

    /** What the configuration comes to. */
    EngineConfig config() {
        return config;
    }

    /** Whether the agent may take part, as far as its trackers and the operator are concerned. */
    boolean isFit() {
        return !inMaintenance && world.topology().tracking().isFit(scriptPassed);
    }

    void reload(List<Setting> changed) {
        List<Setting> next = List.copyOf(changed);
        process.post((engine, now) -> {
            settings = next;
            judge();
            engine.onConfig(now, file());
            world.observers().onConfig(node);
        });
    }

    /** The tracked script has run. */
    void scriptSays(boolean passed) {
        if (world.topology().tracking().who() != Tracking.Who.NOBODY) {
            TrackerResult result = passed ? TrackerResult.passed("") : TrackerResult.failed("");
            process.post((engine, now) -> {
                scriptPassed = Optional.of(passed);
                judge();
                engine.onTrackerResult(now, Tracking.SCRIPT, result, 0);
                world.observers().onConfig(node);
            });
        }
    }

    void maintain(boolean on) {
        process.post((engine, now) -> {
            inMaintenance = on;
            engine.onMaintenance(now, on);
            world.observers().onConfig(node);
        });
    }

    void release(int router) {
        process.post((engine, now) -> {
            if (process.askState(world.keys().get(router)) == RouterState.MASTER) {
                released[router] = true;
                judge();
            }
            engine.onRelease(now, "VI_" + (router + 1));
            world.observers().onConfig(node);
        });
    }

    /** Who was made to step down does not preempt until its next transition. */
    void told(int router, RouterState state) {
        if (released[router] && state != RouterState.BACKUP) {
            released[router] = false;
            judge();
        }
    }

    private EngineConfig file() {
        return settings.isEmpty()
                ? new EngineConfig("never", List.of())
                : world.topology().config(node.index(), settings);
    }

    /** Trackers move the priority, and a release takes preemption away. */
    private void judge() {
        List<Setting> judged = IntStream.range(0, settings.size())
                .mapToObj(router -> {
                    Setting setting = settings.get(router);
                    int priority = world.topology().tracking().priority(setting.priority(), scriptPassed);
                    return setting.withPriority(priority).withPreempt(setting.preempt() && !released[router]);
                })
                .toList();
        config = world.topology().config(node.index(), judged);
    }
}
