package dev.holdfast.agent.loop;

import dev.holdfast.core.engine.Engine;

/** Something the engine is told from outside the loop, and answers. Runs on the agent loop and must not block. */
@FunctionalInterface
public interface Question<T> {
    T ask(Engine engine, long nowNanos);
}
