package dev.holdfast.agent.http;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.AgentFeed;

/** {@code /status} for those who hand it on by other ways than HTTP. */
public final class StatusText {
    private StatusText() {}

    /** The document as it is now. Any thread but the agent loop. */
    public static Octets of(AgentFeed feed) {
        return Octets.of(Json.bytes(new Documents(feed, System::currentTimeMillis).status()));
    }
}
