package dev.holdfast.core.arbitrate;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.ArbitrationMechanism;
import dev.holdfast.core.spi.ArbitrationStatus;
import dev.holdfast.core.spi.ArbitrationVerdict;
import dev.holdfast.core.track.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All arbiters of one virtual router: to claim takes the leave of every one, and one that says let go is enough. Without
 * any everything is allowed.
 */
public final class Arbitration {
    private final Function<IpAddress, Reading> references;
    private final Map<ArbitrationMechanism, ArbitrationStatus> statuses = new EnumMap<>(ArbitrationMechanism.class);
    private final Map<ArbitrationMechanism, Opinion> opinions = new EnumMap<>(ArbitrationMechanism.class);

    private ArbitrationConfig config = ArbitrationConfig.NONE;
    private Optional<ReferenceArbiter> reference = Optional.empty();
    private Optional<WitnessArbiter> witness = Optional.empty();
    private Optional<DiskLock> disk = Optional.empty();
    private boolean wanting;

    /** @param references what is known of a reference address */
    public Arbitration(Function<IpAddress, Reading> references) {
        this.references = references;
    }

    /** Judges by these mechanisms from now on; one that is configured as before goes on with what it has. */
    public void configure(ArbitrationConfig changed) {
        if (!changed.reference().equals(config.reference())) {
            reference = changed.reference().map(each -> new ReferenceArbiter(each, references));
        }
        if (!changed.witness().equals(config.witness())) {
            witness = changed.witness().map(this::witness);
        }
        if (!changed.disk().equals(config.disk())) {
            disk = changed.disk().map(DiskLock::new);
        }
        config = changed;
        List<ArbitrationMechanism> inForce = arbiters().map(Arbiter::mechanism).toList();
        statuses.keySet().retainAll(inForce);
        opinions.keySet().retainAll(inForce);
    }

    /** Has every arbiter look at where the router stands now, and order what it asks. */
    public void look(long nowNanos, Situation situation, Consumer<ArbiterRequest> requests) {
        wanting = situation.isWanting();
        boolean others = Stream.concat(reference.stream(), witness.stream())
                        .map(arbiter ->
                                look(nowNanos, arbiter, situation, requests).verdict())
                        .filter(verdict -> !verdict.isFavourable())
                        .count()
                == 0;
        // Nobody is to hand over to a node that may not take.
        disk.ifPresent(lock -> look(nowNanos, lock, others ? situation : situation.withoutPreemption(), requests));
    }

    /** A new one would find the key taken, by the lease that the old one has. */
    private WitnessArbiter witness(WitnessConfig changed) {
        witness.ifPresent(arbiter -> arbiter.configure(changed));
        return witness.orElseGet(() -> new WitnessArbiter(changed));
    }

    private Opinion look(long nowNanos, Arbiter arbiter, Situation situation, Consumer<ArbiterRequest> requests) {
        Opinion opinion = arbiter.look(nowNanos, situation, requests);
        opinions.put(arbiter.mechanism(), opinion);
        statuses.compute(arbiter.mechanism(), (mechanism, before) -> {
            boolean same = before != null && before.verdict() == opinion.verdict();
            long since = same ? before.sinceNanos() : nowNanos;
            return new ArbitrationStatus(mechanism, opinion.verdict(), since, opinion.detail());
        });
        return opinion;
    }

    /** The witness answered. */
    public void answered(long nowNanos, WitnessAnswer answer) {
        witness.ifPresent(arbiter -> arbiter.answered(nowNanos, answer));
    }

    /** The shared disk answered. */
    public void answered(long nowNanos, DiskAnswer answer) {
        disk.ifPresent(lock -> lock.answered(nowNanos, answer));
    }

    public boolean isNone() {
        return config.isNone();
    }

    /** Whether a router may claim that wanted to when the arbiters looked last. */
    public boolean mayClaim() {
        return isNone() || (wanting && statuses().stream().allMatch(Arbitration::isGranted));
    }

    /** Why a router that holds must let go, or one that wants may not claim; empty when nobody says so. */
    public Optional<ArbitrationStatus> refusal() {
        return statuses().stream()
                .filter(status -> status.verdict() == ArbitrationVerdict.REFUSED)
                .findFirst();
    }

    /** Whether the mechanism could be asked when it was last. */
    public boolean isReachable(ArbitrationMechanism mechanism) {
        Opinion opinion = opinions.get(mechanism);
        return opinion == null || opinion.reachable();
    }

    /** What each says, in the order of the mechanisms. */
    public List<ArbitrationStatus> statuses() {
        return new ArrayList<>(statuses.values());
    }

    /** When to look again though nothing was received; {@link Arbiter#NEVER} for not at all. */
    public long deadlineNanos() {
        return arbiters().mapToLong(Arbiter::deadlineNanos).min().orElse(Arbiter.NEVER);
    }

    /** Whether something is still owed to others that must go out before the agent may end. */
    public boolean isBusy() {
        return arbiters().anyMatch(Arbiter::isBusy);
    }

    private Stream<Arbiter> arbiters() {
        return Stream.concat(Stream.concat(reference.stream(), witness.stream()), disk.stream());
    }

    private static boolean isGranted(ArbitrationStatus status) {
        return status.verdict() == ArbitrationVerdict.GRANTED;
    }
}
