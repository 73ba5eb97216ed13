@NullMarked
package dev.holdfast.agent.mail;

import org.jspecify.annotations.NullMarked;
