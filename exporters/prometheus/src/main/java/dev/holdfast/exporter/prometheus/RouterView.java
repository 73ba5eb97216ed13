package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.RouterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A virtual router as one scrape shows it.
 *
 * @param router its part of the snapshot
 * @param labels what all its series carry
 * @param sinceEpochMillis when its state changed last, wall time
 * @param tally what its events have counted
 */
record RouterView(RouterSnapshot router, Labels labels, long sinceEpochMillis, RouterTally tally) {}
