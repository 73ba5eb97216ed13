/**
 * The agent loop: the one thread that owns the engine, and what a turn of it does.
 *
 * <p>{@code Turn} is the order of things and knows no thread; {@code VertxLoopDriver} waits and knows no engine; {@code
 * AgentLoop} joins them. Imports core, {@code feed}, Vert.x and Netty.
 */
@NullMarked
package dev.holdfast.agent.loop;

import org.jspecify.annotations.NullMarked;
