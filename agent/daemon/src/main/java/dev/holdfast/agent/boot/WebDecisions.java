package dev.holdfast.agent.boot;

import dev.holdfast.agent.control.Answer;
import dev.holdfast.agent.decide.Tokens;
import dev.holdfast.agent.http.Decisions;
import dev.holdfast.agent.loop.AgentLoop;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decisions by HTTP: a good token, and what root may do with the same command. */
record WebDecisions(Tokens tokens, Supplier<Optional<AgentLoop>> loop) implements Decisions {
    private static final Logger LOG = LoggerFactory.getLogger(WebDecisions.class);

    @Override
    public Optional<String> refusal(long incident, String keep, String token) {
        return tokens.refusal(incident, keep, token);
    }

    @Override
    public Outcome decide(long incident, String keep, String token, String from) {
        Optional<String> refusal = tokens.spend(incident, keep, token);
        if (refusal.isPresent() || loop.get().isEmpty()) {
            String why = refusal.orElse("the agent has not started yet");
            LOG.warn("decision about incident {} from {} refused: {}", incident, from, why);
            return new Outcome(false, why);
        }
        Answer answer = new SplitBrainHand(loop.get().get()).resolve(incident, keep, "token over HTTP from " + from);
        return new Outcome(answer.done(), answer.message());
    }
}
