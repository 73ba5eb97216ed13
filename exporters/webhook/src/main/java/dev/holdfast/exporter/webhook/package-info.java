/**
 * Sends what happens to receivers that speak HTTP; {@code docs/webhooks.md} tells what they get.
 *
 * <p>The agent loop only hands events over. One thread writes them down for every receiver that wants them; one thread per
 * receiver delivers.
 */
@NullMarked
package dev.holdfast.exporter.webhook;

import org.jspecify.annotations.NullMarked;
