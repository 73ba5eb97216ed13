package dev.holdfast.agent.http;

import java.util.List;

/** The short answers. */
final class SmallDocuments {
    private SmallDocuments() {}

    /** {@code /master/<instance>}. */
    record MasterAnswer(String instance, boolean master, String state) {}

    /** {@code /healthz}. */
    record Health(boolean alive, double lastTurnSecondsAgo) {}

    /** {@code /readyz}. */
    record Readiness(boolean ready) {}

    /** Something was asked for that does not exist. */
    record UnknownInstance(String error, List<String> known) {
        UnknownInstance {
            known = List.copyOf(known);
        }
    }

    /** The request cannot be answered. */
    record Refusal(String error) {}
}
