/**
 * Looks at what is tracked: scripts, checks of our own, processes and files. Knows how to look and when; what a result
 * means, core decides.
 */
@NullMarked
package dev.holdfast.agent.track;

import org.jspecify.annotations.NullMarked;
