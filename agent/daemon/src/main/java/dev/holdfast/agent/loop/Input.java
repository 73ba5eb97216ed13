package dev.holdfast.agent.loop;

import dev.holdfast.core.engine.Engine;

/** Something the engine is told from outside the loop. Runs on the agent loop and must not block. */
@FunctionalInterface
public interface Input {
    void tell(Engine engine, long nowNanos);
}
