/** Probes in virtual time, and against servers, processes and files of the tests' own. */
@NullMarked
package dev.holdfast.agent.track;

import org.jspecify.annotations.NullMarked;
