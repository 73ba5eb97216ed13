package dev.holdfast.core.spi;

/**
 * What the process around the engine knows of itself.
 *
 * @param version the agent's version
 * @param revision the source revision it was built from, or {@code unknown}
 * @param startedEpochMillis when the process started, wall time
 * @param ready whether elections are running
 * @param lastReloadSuccessful whether the configuration read last is in force
 * @param lastReloadSuccessEpochMillis when a configuration was put in force last, wall time
 * @param lastReloadMessage why the last reload failed; empty when it did not
 */
public record AgentStatus(
        String version,
        String revision,
        long startedEpochMillis,
        boolean ready,
        boolean lastReloadSuccessful,
        long lastReloadSuccessEpochMillis,
        String lastReloadMessage) {}
