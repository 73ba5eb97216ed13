/** What holds for the whole of core. */
@NullMarked
package dev.holdfast.core;

import org.jspecify.annotations.NullMarked;
