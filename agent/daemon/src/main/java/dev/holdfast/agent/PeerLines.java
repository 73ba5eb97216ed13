package dev.holdfast.agent;

import dev.holdfast.agent.http.InstanceDocument;
import dev.holdfast.agent.http.PeerDocument;
import dev.holdfast.agent.http.SplitBrainDocument;
import dev.holdfast.agent.http.StatusDocument;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What peers say, for a person: a line per peer, and one per thing that is set up differently there. */
final class PeerLines {
    private PeerLines() {}

    static String of(StatusDocument status) {
        return status.peers().stream().map(peer -> line(status, peer)).collect(Collectors.joining())
                + status.instances().stream().map(PeerLines::mismatches).collect(Collectors.joining());
    }

    private static String line(StatusDocument status, PeerDocument peer) {
        if (peer.answers()) {
            String said = status.instances().stream()
                    .flatMap(instance -> peers(instance)
                            .filter(each -> each.peer().equals(peer.name()))
                            .map(each -> instance.name() + " " + each.state() + " " + each.priority()))
                    .collect(Collectors.joining(", "));
            return "peer " + peer.name() + ": " + (said.isEmpty() ? "has none of these instances" : said) + "\n";
        }
        Double ago = peer.lastAnswerSecondsAgo();
        String since = ago == null ? "has never answered" : "no answer for " + StatusTable.span(ago);
        return "peer " + peer.name() + ": " + since + (peer.lastFailure().isEmpty() ? "" : ": " + peer.lastFailure())
                + "\n";
    }

    private static String mismatches(InstanceDocument instance) {
        return peers(instance)
                .flatMap(peer -> peer.mismatches().stream()
                        .map(found ->
                                instance.name() + ": MISMATCH with peer " + peer.peer() + ": " + found.text() + "\n"))
                .collect(Collectors.joining());
    }

    private static Stream<SplitBrainDocument.Peer> peers(InstanceDocument instance) {
        SplitBrainDocument known = instance.splitBrain();
        return known == null ? Stream.empty() : known.peers().stream();
    }
}
