package dev.holdfast.core.split;

import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.PeerRouter;
import dev.holdfast.core.spi.RouterState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What all peers say of one of our virtual routers. */
final class PeerWatch {
    private final Map<String, PeerView> views = new TreeMap<>();

    /** These are asked from now on, and no others. */
    void keepOnly(Collection<String> peers) {
        views.keySet().retainAll(peers);
    }

    void onOwnMove() {
        views.values().forEach(PeerView::forgetContest);
    }

    /** This one cannot be asked. */
    void lost(String peer) {
        Optional.ofNullable(views.get(peer)).ifPresent(PeerView::forgetState);
    }

    Optional<News> answered(
            long nowNanos, PeerAnswer answer, Comparison ours, Own own, Optional<PeerReport> report, Traffic heard) {
        if (report.isEmpty() && !views.containsKey(answer.peer())) {
            return Optional.empty();
        }
        return views.computeIfAbsent(answer.peer(), PeerView::new).answered(nowNanos, answer, ours, own, report, heard);
    }

    /** Two are master, by their own words. */
    List<Proof> proofs(Comparison ours, int priority) {
        return views.values().stream()
                .flatMap(view -> view.proof(ours, priority).stream())
                .toList();
    }

    /** Whether some answer that have it as well, and none of these is its master. */
    boolean standBy() {
        List<RouterState> states =
                views.values().stream().flatMap(view -> view.state().stream()).toList();
        return !states.isEmpty() && !states.contains(RouterState.MASTER);
    }

    List<PeerRouter> shown() {
        return views.values().stream().flatMap(view -> view.shown().stream()).toList();
    }
}
