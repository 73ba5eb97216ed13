/** Tests of the Prometheus exporter, against a feed written by hand. */
@NullMarked
package dev.holdfast.exporter.prometheus;

import org.jspecify.annotations.NullMarked;
