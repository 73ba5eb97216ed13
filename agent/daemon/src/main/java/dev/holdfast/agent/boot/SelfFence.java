package dev.holdfast.agent.boot;

import dev.holdfast.agent.notify.ScriptEnd;
import dev.holdfast.agent.notify.ScriptRunner;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.SplitNotice;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of an agent whose node lost a split brain and is to fence itself: told once, and last of all a reboot. */
final class SelfFence implements AgentListener {
    private static final Logger LOG = LoggerFactory.getLogger(SelfFence.class);

    /** Whatever reboots returns at once, or never. */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Runnable onFence;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param onFence has the agent stop; called once, on the agent loop */
    SelfFence(Runnable onFence) {
        this.onFence = onFence;
    }

    @Override
    public void onEvent(AgentEvent event) {
        if (event instanceof SplitNoted noted
                && noted.notice() == SplitNotice.SELF_FENCED
                && told.compareAndSet(false, true)) {
            onFence.run();
        }
    }

    /** Runs the command, and waits for it: nothing of the agent is left that could. */
    static void reboot(ScriptRunner scripts, ScriptCommand command) {
        LOG.warn("self_fence: runs {}", command.path());
        ScriptEnd end = scripts.launcher()
                .run(
                        new ScriptRun(0, "", "self_fence", command.arguments(), command.user(), Map.of(), LIMIT_NANOS),
                        stop -> {});
        LOG.warn("self_fence: {} {} {}", command.path(), end.result().word(), end.detail());
    }
}
