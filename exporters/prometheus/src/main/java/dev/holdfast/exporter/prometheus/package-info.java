/**
 * Shows the agent to Prometheus: {@code /metrics}, in the two text formats, and {@code /metrics/keepalived}, with the names
 * of keepalived-exporter.
 *
 * <p>Values that mirror the engine come from one snapshot per scrape, so that all series of a scrape agree; what only
 * events tell is counted on the agent loop, without locks; pages are made on HTTP workers. Imports {@code core.spi} and
 * {@code core.net}, Micrometer and the Prometheus client.
 */
@NullMarked
package dev.holdfast.exporter.prometheus;

import org.jspecify.annotations.NullMarked;
