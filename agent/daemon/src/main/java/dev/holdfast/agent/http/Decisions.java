package dev.holdfast.agent.http;

import java.util.Optional;

/** Takes decisions about split brains that come by HTTP. Called on workers of the HTTP server; may block for some seconds. */
public interface Decisions {
    /** Why a decision with this token would not be taken, if it would not. Changes nothing. */
    Optional<String> refusal(long incident, String keep, String token);

    /**
     * Takes it.
     *
     * @param from the address it comes from
     */
    Outcome decide(long incident, String keep, String token, String from);

    /** Whether it was taken, and a sentence for a person. */
    record Outcome(boolean done, String text) {}
}
