package dev.holdfast.agent.decide;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.DecisionOffer;
import dev.holdfast.core.spi.SplitIncident;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What those who are told of a split brain are offered: to keep this node, or one of the others. Any thread. */
public final class Offers {
    /** Below the base of links, and below the agent itself. */
    public static final String PATH = "/split-brain/resolve";

    private final Tokens tokens;
    private volatile Optional<String> linkBase = Optional.empty();

    public Offers(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Where people reach this agent over HTTP, without a slash at the end. */
    public void linkBase(Optional<String> base) {
        linkBase = base;
    }

    /**
     * One offer for each node that may stay.
     *
     * @param node this node's name
     */
    public List<DecisionOffer> of(String node, SplitIncident incident) {
        return Stream.concat(Stream.of(node), incident.peers().stream().map(IpAddress::toString))
                .map(keep -> offer(incident.id(), keep))
                .toList();
    }

    private DecisionOffer offer(long incident, String keep) {
        String token = tokens.issue(incident, keep);
        String command = "holdfast split-brain resolve " + incident + " --keep " + keep + " --token " + token;
        return new DecisionOffer(keep, command, linkBase.map(base -> base + PATH + "?" + query(incident, keep, token)));
    }

    /** The parameters of a decision. */
    public static String query(long incident, String keep, String token) {
        return "incident=" + incident + "&keep=" + URLEncoder.encode(keep, StandardCharsets.UTF_8) + "&token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }
}
