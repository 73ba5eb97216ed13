/**
 * Decisions of people about a split brain that come without a shell on the node: tokens that are signed, end, and are good
 * once, and the offers that carry them. Any thread; knows core alone.
 */
@NullMarked
package dev.holdfast.agent.decide;

import org.jspecify.annotations.NullMarked;
