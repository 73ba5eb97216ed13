/**
 * Asks places outside this node who may hold the addresses, and hands the answers to the agent loop: so far etcd, over its
 * HTTP gateway. Decides nothing; core counts every deadline from when it ordered a request.
 *
 * <p>An event loop of its own, made with the first mechanism that is configured. May import {@code loop} and {@code vertx}.
 */
@NullMarked
package dev.holdfast.agent.arbitrate;

import org.jspecify.annotations.NullMarked;
