/**
 * What the agent shows over HTTP: status documents, health, and the pages of exporters.
 *
 * <p>A Vert.x instance of its own with its own event loop; pages are made on worker threads. Nothing here runs on the
 * agent loop. Imports {@code core.spi}, Vert.x and Jackson.
 */
@NullMarked
package dev.holdfast.agent.http;

import org.jspecify.annotations.NullMarked;
