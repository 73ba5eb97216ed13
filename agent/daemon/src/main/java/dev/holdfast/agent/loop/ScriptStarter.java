package dev.holdfast.agent.loop;

import dev.holdfast.core.notify.ScriptRun;

/** Starts scripts away from the loop. */
@FunctionalInterface
public interface ScriptStarter {
    /**
     * Has a script run and its end posted to the loop, also when it could not be started. Called on the agent loop;
     * returns at once.
     */
    void start(ScriptRun run);
}
