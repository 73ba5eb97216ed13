@NullMarked
package dev.holdfast.core.split;

import org.jspecify.annotations.NullMarked;
