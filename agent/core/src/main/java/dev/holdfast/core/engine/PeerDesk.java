package dev.holdfast.core.engine;

import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.PeerSnapshot;
import dev.holdfast.core.split.PeerAnswer;
import dev.holdfast.core.split.PeerReports;
import dev.holdfast.core.split.PeerTable;
import java.util.List;

/** What peers say goes to the routers, and what follows from their silence is told. */
final class PeerDesk {
    private final Routers routers;
    private final Outbox outbox;
    private final PeerTable table = new PeerTable();

    PeerDesk(Routers routers, Outbox outbox) {
        this.routers = routers;
        this.outbox = outbox;
    }

    void configure(AskedPeers peers) {
        table.configure(peers.names());
        routers.forEach(router -> router.split().keepPeers(peers.names()));
    }

    /** An answer to a question that nobody asks any more is none. */
    void onAnswer(long nowNanos, PeerAnswer answer) {
        if (!table.knows(answer.peer())) {
            return;
        }
        table.take(nowNanos, answer)
                .ifPresent(news -> outbox.publish(new SplitNoted(nowNanos, "", news.notice(), news.detail())));
        if (answer.reports().isPresent()) {
            PeerReports said = answer.reports().get();
            routers.forEach(
                    router -> router.split().answered(nowNanos, router.config(), router.priority(), answer, said));
        } else if (!table.isAlive(answer.peer())) {
            routers.forEach(router -> router.split().lost(answer.peer()));
        }
    }

    List<PeerSnapshot> snapshots() {
        return table.snapshots();
    }
}
