/** Tests of the exporter of webhooks, against a feed and receivers written by hand. */
@NullMarked
package dev.holdfast.exporter.webhook;

import org.jspecify.annotations.NullMarked;
