/**
 * The operator's YAML file to settings, or to a list of located problems, all at once.
 *
 * <p>{@link dev.holdfast.agent.config.ConfigLoader} is the entrance. Reading is stateless; it looks at files (the
 * configuration, secrets, the paths of scripts) and so belongs on a worker thread, never on the agent loop. Imports core
 * and {@code config.yaml}.
 */
@NullMarked
package dev.holdfast.agent.config;

import org.jspecify.annotations.NullMarked;
