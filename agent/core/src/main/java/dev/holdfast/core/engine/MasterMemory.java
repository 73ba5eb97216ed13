package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.RouterSnapshot.HeardMaster;
import dev.holdfast.core.vrrp.Heard;
import java.util.Optional;

/** The master heard last, and the rhythm of its adverts. */
final class MasterMemory {
    private final Bookkeeper books;
    private Optional<HeardMaster> last = Optional.empty();

    MasterMemory(Bookkeeper books) {
        this.books = books;
    }

    /** An advert was heard. Comes before what it does to the state, which began at {@code sinceNanos}. */
    void onAdvert(long nowNanos, Heard peer, long sinceNanos, long intervalNanos) {
        heardSince(sinceNanos)
                .filter(before -> before.address().equals(peer.source()))
                .ifPresent(before -> books.onGap(nowNanos - before.heardNanos(), intervalNanos));
    }

    /** This node is about to be master itself. */
    void onTakeover(long nowNanos, long sinceNanos, long intervalNanos) {
        heardSince(sinceNanos).ifPresent(master -> books.onSilence(nowNanos - master.heardNanos(), intervalNanos));
    }

    void remember(long nowNanos, Heard peer) {
        last = Optional.of(new HeardMaster(peer.source(), peer.priority(), nowNanos));
    }

    void forget() {
        last = Optional.empty();
    }

    Optional<HeardMaster> last() {
        return last;
    }

    /** Where its adverts came from. */
    Optional<IpAddress> address() {
        return last.map(HeardMaster::address);
    }

    /** Between two states a router may have been deaf: what was heard before says nothing of the master's rhythm. */
    private Optional<HeardMaster> heardSince(long sinceNanos) {
        return last.filter(master -> master.heardNanos() - sinceNanos >= 0);
    }
}
