package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.split.Sign.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From evidence to a verdict and its cause. A pure function.
 *
 * <p>What makes it quiet: after an own transition two masters are normal for an advert, so evidence must begin, or still
 * be there, a master-down interval later. What makes it fast: whoever took over although it heard adverts and refused them
 * waits for one more and for nothing else, and a master that has settled is sure with the second advert of another.
 */
final class SplitJudge {
    /** For so long after the agent's start what may have another explanation opens nothing: a whole site may be starting. */
    static final long START_NANOS = 60_000_000_000L;

    private static final Set<Weight> OTHERWISE_SET_UP = EnumSet.of(Weight.REFUSED, Weight.STRANGER);
    private static final Comparator<Charge> STRONGEST =
            Comparator.comparing(Charge::verdict).thenComparing(Charge::cause, Comparator.reverseOrder());

    private final long nowNanos;
    private final Own own;
    private final OwnTroubles troubles;

    private SplitJudge(long nowNanos, Own own, OwnTroubles troubles) {
        this.nowNanos = nowNanos;
        this.own = own;
        this.troubles = troubles;
    }

    /**
     * The verdict.
     *
     * @param claims what speaks against those who claim our addresses
     * @param proofs peers that say of themselves that they are master
     */
    static Finding judge(
            long nowNanos,
            Own own,
            OwnTroubles troubles,
            List<OtherMaster> others,
            List<Charge> claims,
            List<Proof> proofs) {
        SplitJudge judge = new SplitJudge(nowNanos, own, troubles);
        List<Charge> charges = Stream.concat(judge.charges(others), claims.stream())
                .filter(charge -> charge.verdict() != SplitVerdict.NONE)
                .toList();
        Finding found = judge.finding(charges);
        return proofs.isEmpty() || !own.isMaster() ? found : judge.proven(proofs, found);
    }

    /** Those against whom enough speaks by itself. */
    static Stream<OtherMaster> confirmed(long nowNanos, Own own, OwnTroubles troubles, List<OtherMaster> others) {
        SplitJudge judge = new SplitJudge(nowNanos, own, troubles);
        return others.stream().filter(other -> judge.against(other, others).verdict() == SplitVerdict.CONFIRMED);
    }

    private Stream<Charge> charges(List<OtherMaster> others) {
        return others.stream().map(other -> against(other, others));
    }

    private Charge against(OtherMaster other, List<OtherMaster> others) {
        if (own.isMaster()) {
            return asMaster(other);
        }
        return own.isBackup() ? asBackup(other, others) : charge(other, SplitVerdict.NONE, SplitCause.UNKNOWN);
    }

    private Finding finding(List<Charge> charges) {
        return charges.stream()
                .max(STRONGEST)
                .map(worst -> new Finding(worst.verdict(), worst.cause(), peers(charges), evidence(charges)))
                .orElse(Finding.NOTHING);
    }

    /** Two nodes that say of themselves that they are master need no settling; who else was heard is told as well. */
    private Finding proven(List<Proof> proofs, Finding heard) {
        SplitVerdict said = proofs.stream().anyMatch(Proof::sharesAddress)
                ? SplitVerdict.CONFIRMED
                // Two masters of one virtual router id are not two holders of one address.
                : SplitVerdict.SUSPECTED;
        SplitVerdict verdict = said.compareTo(heard.verdict()) > 0 ? said : heard.verdict();
        SplitCause cause = proofs.stream()
                .map(proof -> cause(proof, heard))
                .min(Comparator.naturalOrder())
                .orElse(SplitCause.UNKNOWN);
        List<SplitEvidence> evidence = new ArrayList<>(heard.evidence());
        proofs.forEach(proof -> evidence.add(proof.evidence()));
        // On the wire a node has another address than where its agent answers; it is one master all the same.
        List<IpAddress> peers = heard.peers().isEmpty()
                ? proofs.stream().flatMap(proof -> proof.address().stream()).toList()
                : heard.peers();
        return new Finding(verdict, cause, peers, evidence);
    }

    /** What both sides' settings say goes before what one side hears, and that before what was counted. */
    private SplitCause cause(Proof proof, Finding heard) {
        if (proof.configured().isPresent()) {
            return proof.configured().get();
        }
        // "It was blocked, and yields" is not so: it goes on.
        boolean tells = heard.verdict() != SplitVerdict.NONE
                && heard.cause() != SplitCause.BLOCKED
                && heard.cause() != SplitCause.UNKNOWN;
        if (tells) {
            return heard.cause();
        }
        return wasStalled() ? SplitCause.STALLED : proof.counted();
    }

    private boolean wasStalled() {
        return troubles.stalledSince(nowNanos - 2 * own.downNanos());
    }

    // A master beside another one.

    private Charge asMaster(OtherMaster other) {
        SplitVerdict verdict = Stream.of(heard(other), refused(other), echoed(other), weak(other))
                .max(Comparator.naturalOrder())
                .orElse(SplitVerdict.NONE);
        return charge(other, verdict, cause(other));
    }

    private SplitVerdict heard(OtherMaster other) {
        return tally(other, Weight.ACCEPTED)
                .map(heard -> lasts(heard)
                        ? SplitVerdict.CONFIRMED
                        // Who yields to our answer was master until now all the same.
                        : suspectedIf(beganSettled(heard) && hasStarted()))
                .orElse(SplitVerdict.NONE);
    }

    private SplitVerdict refused(OtherMaster other) {
        return other.of(OTHERWISE_SET_UP)
                .map(refused -> {
                    boolean sure =
                            other.wasRefusedBefore() || (lasts(refused) && refused.spanNanos() >= own.downNanos());
                    boolean known = other.has(Weight.REFUSED);
                    return sure && known ? SplitVerdict.CONFIRMED : suspectedIf(sure || lasts(refused));
                })
                .orElse(SplitVerdict.NONE);
    }

    /** While we advertise, a switch port may throw our own adverts back; before, nobody could. */
    private SplitVerdict echoed(OtherMaster other) {
        return suspectedIf(other.wasRefusedBefore()
                && tally(other, Weight.ECHO).filter(this::lasts).isPresent());
    }

    private SplitVerdict weak(OtherMaster other) {
        return suspectedIf(hasStarted()
                && tally(other, Weight.WEAK)
                        .filter(weak -> lasts(weak) && weak.spanNanos() >= own.downNanos())
                        .isPresent());
    }

    // A backup that hears several masters.

    private Charge asBackup(OtherMaster other, List<OtherMaster> others) {
        if (troubles.letGoNanos() != OwnTroubles.NEVER
                && nowNanos - troubles.letGoNanos() < own.downNanos()
                && other.has(Weight.ACCEPTED)) {
            return charge(other, SplitVerdict.SUSPECTED, SplitCause.STALLED);
        }
        boolean accepted = other.has(Weight.ACCEPTED);
        return others.stream()
                .filter(second -> second != other && standBesideEachOther(other, second))
                .map(second -> accepted && second.has(Weight.ACCEPTED)
                        ? charge(other, SplitVerdict.CONFIRMED, cause(other))
                        : charge(other, SplitVerdict.SUSPECTED, cause(accepted ? second : other)))
                .max(STRONGEST)
                .orElseGet(() -> charge(other, SplitVerdict.NONE, SplitCause.UNKNOWN));
    }

    private boolean standBesideEachOther(OtherMaster one, OtherMaster two) {
        long began = Math.max(own.sinceNanos(), Math.max(one.firstNanos(), two.firstNanos()));
        return Math.min(one.lastNanos(), two.lastNanos()) - began >= own.downNanos();
    }

    // What all have in common.

    private SplitCause cause(OtherMaster other) {
        return other.signs().stream()
                .filter(sign -> sign.weight() != Weight.ACCEPTED)
                .map(Sign::cause)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> causeOfHeard(other));
    }

    private SplitCause causeOfHeard(OtherMaster other) {
        boolean yields = own.isMaster()
                && tally(other, Weight.ACCEPTED).filter(this::lasts).isEmpty();
        if (yields) {
            return wasStalled() ? SplitCause.STALLED : SplitCause.BLOCKED;
        }
        return other.signs().contains(Sign.EQUAL_PRIORITY) ? SplitCause.EQUAL_PRIORITY : SplitCause.ONE_WAY;
    }

    private boolean lasts(Tally tally) {
        return own.isBesideFor(nowNanos, tally);
    }

    private boolean beganSettled(Tally tally) {
        return own.isSettledAt(tally.firstNanos());
    }

    private boolean hasStarted() {
        return nowNanos >= START_NANOS;
    }

    private static SplitVerdict suspectedIf(boolean holds) {
        return holds ? SplitVerdict.SUSPECTED : SplitVerdict.NONE;
    }

    private static Optional<Tally> tally(OtherMaster other, Weight weight) {
        return other.of(EnumSet.of(weight));
    }

    private static List<IpAddress> peers(List<Charge> charges) {
        return charges.stream()
                .flatMap(charge -> charge.peer().stream())
                .distinct()
                .toList();
    }

    private List<SplitEvidence> evidence(List<Charge> charges) {
        List<SplitEvidence> list = new ArrayList<>();
        charges.forEach(charge -> list.addAll(charge.evidence()));
        list.addAll(troubles.evidenceSince(nowNanos - 2 * own.downNanos()));
        return list;
    }

    private Charge charge(OtherMaster other, SplitVerdict verdict, SplitCause cause) {
        if (verdict == SplitVerdict.NONE) {
            return new Charge(verdict, cause, Optional.empty(), List.of());
        }
        List<SplitEvidence> evidence = other.evidence();
        if (other.wasRefusedBefore()) {
            evidence.add(new SplitEvidence(
                    "took_over",
                    Optional.of(other.address()),
                    1,
                    own.sinceNanos(),
                    own.sinceNanos(),
                    "this node took over although it heard these adverts, and refused them"));
        }
        return new Charge(verdict, cause, Optional.of(other.address()), evidence);
    }
}
