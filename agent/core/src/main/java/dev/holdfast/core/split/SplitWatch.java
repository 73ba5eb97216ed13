package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.split.Sign.Weight;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Collects what one virtual router learns of other masters, and says what to tell of it. Everything is noted as it comes;
 * the verdict is found once in a turn, by {@link #look}.
 *
 * <p>It asks for no turn of its own: a master turns with each of its adverts, and a backup with each that it hears, or when
 * it has heard none for a master-down interval. So a packet of a stranger makes nobody turn at another time.
 */
public final class SplitWatch {
    private static final Set<Weight> PROVEN = EnumSet.of(Weight.ACCEPTED);
    private static final Set<Weight> CREDIBLE = EnumSet.of(Weight.ACCEPTED, Weight.REFUSED);

    private final OtherMasters others = new OtherMasters();
    private final Incidents incidents;
    private Own own = new Own(RouterState.INIT, 0, 0, 0);
    private OwnTroubles troubles = OwnTroubles.NONE;

    /** @param ids numbers for incidents, rising */
    public SplitWatch(LongSupplier ids) {
        incidents = new Incidents(ids);
    }

    /** How often we advertise now, and the silence that would make us master. */
    public void configure(long intervalNanos, long downNanos) {
        own = new Own(own.state(), own.sinceNanos(), intervalNanos, downNanos);
    }

    /**
     * An advert above priority 0 passed every check. Comes before what it does to our own state.
     *
     * @param relation how its priority compares with ours: below 0, 0, above 0
     * @param intervalNanos how often it says it comes
     */
    public void heard(long nowNanos, IpAddress source, int relation, long intervalNanos, String text) {
        OtherMaster other = others.at(nowNanos, source, own);
        other.everyNanos(intervalNanos);
        boolean beside = own.isMaster() && relation <= 0;
        Sign beneath = relation < 0 ? Sign.LOWER_PRIORITY : Sign.EQUAL_PRIORITY;
        other.note(nowNanos, beside ? beneath : Sign.HEARD, text);
    }

    /** What an advert that was just heard or refused says of its sender's priority. */
    public void claims(IpAddress source, int priority) {
        others.known(source).ifPresent(other -> other.claims(priority));
    }

    /** A sender whose adverts pass every check has resigned. */
    public void resigned(IpAddress source) {
        others.forget(source);
    }

    /** Something is odd about an advert that was heard. */
    public void odd(long nowNanos, IpAddress source, PeerOddity oddity, String text) {
        Sign.of(oddity).ifPresent(sign -> others.at(nowNanos, source, own).note(nowNanos, sign, text));
    }

    /** An advert above priority 0 with our virtual router id was refused. */
    public void refused(long nowNanos, IpAddress source, DiscardReason reason, long intervalNanos, String text) {
        Sign.of(reason).ifPresent(sign -> {
            OtherMaster other = others.at(nowNanos, source, own);
            other.everyNanos(intervalNanos);
            other.note(nowNanos, sign, text);
        });
    }

    /** This node's loop ran late. */
    public void late(long nowNanos, long lateNanos) {
        if (lateNanos >= 2 * own.intervalNanos()) {
            troubles = troubles.withStall(nowNanos, lateNanos);
        }
    }

    /** The link of the router's interface came or went. */
    public void link(long nowNanos, boolean up) {
        troubles = troubles.withLink(nowNanos, up);
    }

    /** The router's reported state changed. */
    public void moved(long nowNanos, RouterState to, TransitionReason reason) {
        boolean letGo = own.isMaster() && reason == TransitionReason.STALLED;
        troubles = troubles.lettingGo(letGo ? nowNanos : OwnTroubles.NEVER);
        own = new Own(to, nowNanos, own.intervalNanos(), own.downNanos());
        others.onOwnMove(nowNanos, own.isMaster());
    }

    /** Finds the verdict, once everything of this turn is noted. Returns what is to be told of {@link #told}. */
    public Optional<SplitPhase> look(long nowNanos) {
        others.forgetSilent(nowNanos, own);
        return incidents.take(nowNanos, find(nowNanos), pauseNanos());
    }

    /**
     * The masters beside this one that are confirmed, and may be chosen against.
     *
     * @param proven only those whose adverts pass every check: where adverts are signed, others prove nothing
     */
    public List<Rival> rivals(long nowNanos, boolean proven) {
        return SplitJudge.confirmed(nowNanos, own, troubles, others.all())
                .filter(other -> weights(proven).stream().anyMatch(other::has))
                .flatMap(other -> other.asRival().stream())
                .toList();
    }

    /** From when on nobody is heard any more who may be master; in the past when nobody is. */
    public long quietNanos(boolean proven) {
        return others.all().stream()
                .mapToLong(other -> other.silentNanos(own, weights(proven)))
                .max()
                .orElse(0);
    }

    /** Who is heard beside this master, that it had settled before. */
    public Optional<Beside> beside(long nowNanos, boolean proven) {
        return others.all().stream()
                .filter(other -> own.isMaster() && other.lastNanos(weights(proven)) - own.settledNanos() >= 0)
                .filter(other -> other.silentNanos(own, weights(proven)) - nowNanos > 0)
                .map(other -> new Beside(other.address(), other.lastNanos(weights(proven))))
                .max(Comparator.comparingLong(Beside::lastNanos));
    }

    private static Set<Weight> weights(boolean proven) {
        return proven ? PROVEN : CREDIBLE;
    }

    /** The incident that {@link #look} was about. */
    public SplitIncident told() {
        return incidents.toTell().orElseThrow();
    }

    /** The incident that is open, as of the last {@link #look}. */
    public Optional<SplitIncident> incident() {
        return incidents.open();
    }

    /** Everything that is known, as of the last {@link #look}. */
    public SplitBrain status(long nowNanos) {
        return new SplitBrain(mastersSeen(), incidents.open(), incidents.totalNanos(nowNanos));
    }

    private Finding find(long nowNanos) {
        return SplitJudge.judge(nowNanos, own, troubles, others.all(), Optional.empty());
    }

    private int mastersSeen() {
        List<OtherMaster> credible = others.credible();
        if (own.isMaster()) {
            return 1 + credible.size();
        }
        if (!own.isBackup()) {
            return 0;
        }
        // Whoever was silent since another began has been replaced by it.
        return (int) credible.stream()
                .filter(one -> credible.stream().noneMatch(two -> two.firstNanos() - one.lastNanos() > 0))
                .count();
    }

    /** Changes are told twice in an advert interval at most. */
    private long pauseNanos() {
        return own.intervalNanos() / 2;
    }
}
