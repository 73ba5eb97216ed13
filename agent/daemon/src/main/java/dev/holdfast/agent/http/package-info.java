/**
 * What the agent shows over HTTP, and to whom: its page, status documents, events, health, and the pages of exporters.
 *
 * <p>A Vert.x instance of its own with its own event loop; pages are made on worker threads. Nothing here runs on the
 * agent loop. Imports {@code core.spi}, {@code log} for
 * the events, Vert.x, Jackson and bcrypt.
 */
@NullMarked
package dev.holdfast.agent.http;

import org.jspecify.annotations.NullMarked;
