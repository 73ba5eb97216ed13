package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether anybody serves the addresses of the master that a backup hears. A master announces them when it begins, and answers
 * for them from then on. Adverts without either are a ghost's: forged, or of a master that cannot be reached.
 *
 * <p>A new master is asked for with each of its adverts until somebody answers, which an honest one does at once. Who was
 * asked for three times in vain and goes on is suspected.
 */
final class GhostWatch {
    /** The word for it in evidence. */
    static final String EVIDENCE = "nobody_answers";

    /** A question or an answer may be lost, and a host may be busy. */
    static final int QUESTIONS = 3;

    /** Between two questions, however fast the adverts are: a forger decides how much is asked as little as may be. */
    private static final long LEAST_SPACING_NANOS = 500_000_000L;

    private boolean watching;
    private boolean due;
    private Optional<IpAddress> master = Optional.empty();
    private Optional<MacAddress> mac = Optional.empty();
    private long heardNanos;
    private long firstNanos;
    private long lastNanos;
    private int asked;

    /** Somebody is master from now on of whom it is not known whether he serves; another one changes nothing. */
    void begin(long nowNanos) {
        if (!watching) {
            watching = true;
            due = false;
            asked = 0;
            heardNanos = nowNanos;
        }
    }

    /** Somebody has the addresses, or nothing can be told of it. */
    void end() {
        watching = false;
        due = false;
        master = Optional.empty();
        mac = Optional.empty();
    }

    /**
     * An advert of another router was accepted by this backup.
     *
     * @param patienceNanos after so long without one he was gone in between: what was asked before tells nothing of now
     */
    void heard(long nowNanos, IpAddress source, Own own, long patienceNanos) {
        if (!watching) {
            return;
        }
        if (nowNanos - heardNanos >= patienceNanos) {
            asked = 0;
        }
        if (master.filter(source::equals).isEmpty()) {
            master = Optional.of(source);
            mac = Optional.empty();
        }
        if (nowNanos - heardNanos >= Math.max(own.intervalNanos() / 2, LEAST_SPACING_NANOS)) {
            heardNanos = nowNanos;
            due = true;
        }
    }

    /** Whether the addresses are to be asked for now. */
    boolean asks(long nowNanos) {
        if (!due) {
            return false;
        }
        due = false;
        firstNanos = asked == 0 ? nowNanos : firstNanos;
        lastNanos = nowNanos;
        asked++;
        return true;
    }

    /** Who did not answer for them the last time, and is to be found. */
    Optional<IpAddress> wanted() {
        return asked > 1 ? master : Optional.empty();
    }

    /** A host has this hardware address. */
    void identified(IpAddress host, MacAddress found) {
        if (master.filter(host::equals).isPresent()) {
            mac = Optional.of(found);
        }
    }

    /** What speaks against the master, when he is among those that are heard. */
    List<Charge> charges(List<OtherMaster> others) {
        // The answer to the last question is still on its way.
        if (!watching || asked <= QUESTIONS) {
            return List.of();
        }
        return others.stream()
                .filter(other -> master.filter(other.address()::equals).isPresent())
                .map(this::charge)
                .toList();
    }

    private Charge charge(OtherMaster ghost) {
        List<SplitEvidence> evidence = new ArrayList<>();
        evidence.add(new SplitEvidence(EVIDENCE, master, asked - 1L, firstNanos, lastNanos, text()));
        evidence.addAll(ghost.evidence());
        return new Charge(SplitVerdict.SUSPECTED, SplitCause.UNKNOWN, master, evidence);
    }

    private String text() {
        String sender = mac.map(found -> "the sender's hardware address is " + found)
                .orElse("nobody answers for the sender's address either");
        return "advertises, and nobody answers for the virtual addresses; " + sender;
    }
}
