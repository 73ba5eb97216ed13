/**
 * Carries out what is decided about virtual servers on a thread of its own, and tells what the kernel has: it may have to
 * load a module first, and a table of a thousand servers takes its time. Decides nothing.
 */
@NullMarked
package dev.holdfast.agent.lvs;

import org.jspecify.annotations.NullMarked;
