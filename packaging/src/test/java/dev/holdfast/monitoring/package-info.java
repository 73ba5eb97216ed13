/** What users install for their monitoring systems, checked by those systems' own programs and against a live agent. */
@NullMarked
package dev.holdfast.monitoring;

import org.jspecify.annotations.NullMarked;
