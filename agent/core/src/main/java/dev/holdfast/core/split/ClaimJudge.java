package dev.holdfast.core.split;

import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.split.Sign.Weight;
import java.util.EnumSet;
import java.util.List;

/**
 * Judges those who claim a master's addresses by ARP or neighbour discovery. One who goes on is another holder, however he
 * came by it; so is one who claims them once while adverts are refused, for these are two kinds of evidence.
 *
 * <p>Half an interval is waited before the first word: meanwhile the peers are asked whose hardware address it is.
 */
record ClaimJudge(long nowNanos, Own own, Acquaintances known, List<OtherMaster> others) {
    List<Charge> charges(List<Claimant> claimants) {
        return own.isMaster() ? claimants.stream().map(this::charge).toList() : List.of();
    }

    private Charge charge(Claimant claimant) {
        return new Charge(
                verdict(claimant.tally()),
                claimant.cause(known, own.downNanos()),
                claimant.peer(),
                List.of(claimant.evidence()));
    }

    private SplitVerdict verdict(Tally claims) {
        boolean settled = own.isSettledAt(claims.firstNanos());
        if (own.isBesideFor(nowNanos, claims) || (settled && isMasterBeside(claims))) {
            return SplitVerdict.CONFIRMED;
        }
        boolean asked = nowNanos - claims.firstNanos() >= own.intervalNanos() / 2;
        return settled && asked && nowNanos >= SplitJudge.START_NANOS ? SplitVerdict.SUSPECTED : SplitVerdict.NONE;
    }

    /** Whoever takes over says so by an advert and by an announcement in one moment: that is one word, and not two. */
    private boolean isMasterBeside(Tally claims) {
        return others.stream()
                .anyMatch(other -> other.has(Weight.REFUSED)
                        || other.of(EnumSet.of(Weight.ACCEPTED))
                                .filter(heard -> claims.lastNanos() - heard.firstNanos() >= own.intervalNanos() / 2)
                                .isPresent());
    }
}
