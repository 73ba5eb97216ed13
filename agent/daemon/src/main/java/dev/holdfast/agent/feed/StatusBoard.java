package dev.holdfast.agent.feed;

import dev.holdfast.core.spi.AgentStatus;

/** Keeps {@link AgentStatus} current. Usable from any thread. */
public final class StatusBoard {
    private volatile AgentStatus current;

    public StatusBoard(String version, String revision, long startedEpochMillis) {
        current = new AgentStatus(version, revision, startedEpochMillis, false, true, startedEpochMillis, "");
    }

    public AgentStatus current() {
        return current;
    }

    /** Elections run, or no longer do. */
    public synchronized void ready(boolean ready) {
        AgentStatus was = current;
        current = new AgentStatus(
                was.version(),
                was.revision(),
                was.startedEpochMillis(),
                ready,
                was.lastReloadSuccessful(),
                was.lastReloadSuccessEpochMillis(),
                was.lastReloadMessage());
    }

    /** The configuration read last is in force. */
    public void reloadSucceeded(long epochMillis) {
        reload(true, epochMillis, "");
    }

    /** The configuration read last was refused; the one before stays in force. */
    public void reloadFailed(String message) {
        reload(false, current.lastReloadSuccessEpochMillis(), message);
    }

    private synchronized void reload(boolean successful, long successEpochMillis, String message) {
        AgentStatus was = current;
        current = new AgentStatus(
                was.version(),
                was.revision(),
                was.startedEpochMillis(),
                was.ready(),
                successful,
                successEpochMillis,
                message);
    }
}
