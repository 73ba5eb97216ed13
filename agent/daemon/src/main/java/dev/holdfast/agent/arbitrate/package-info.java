/**
 * Asks places outside this node who may hold the addresses, and hands the answers to the agent loop: etcd, over its HTTP
 * gateway, and a shared disk. Decides nothing; core counts every deadline from when it ordered a request.
 *
 * <p>An event loop of its own, made when etcd is configured, and a thread of its own for the disk. May import {@code loop},
 * {@code notify} for its threads, and {@code vertx}.
 */
@NullMarked
package dev.holdfast.agent.arbitrate;

import org.jspecify.annotations.NullMarked;
