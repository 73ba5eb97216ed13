/** What tests against the real kernel stand on: namespaces of their own, and the rule for leaving a test out. */
@NullMarked
package dev.holdfast.linux.lab;

import org.jspecify.annotations.NullMarked;
