/**
 * What the RFCs and practice demand of the election, rule by rule. A tag such as {@code C-060+} marks a test that proves
 * that a rule acts, {@code C-060-} one that proves where it ends. All expected times are worked by hand.
 */
@NullMarked
package dev.holdfast.core.conformance;

import org.jspecify.annotations.NullMarked;
