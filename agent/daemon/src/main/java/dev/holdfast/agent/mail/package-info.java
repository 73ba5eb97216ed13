/**
 * Mails of transitions. On a loop of its own, never on the agent loop; nothing of it is loaded before it is configured, but
 * for the settings. Imports core and Vert.x alone.
 */
@NullMarked
package dev.holdfast.agent.mail;

import org.jspecify.annotations.NullMarked;
