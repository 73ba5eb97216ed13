package dev.holdfast.core.split;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import java.util.Optional;

/** Another host that claims an address of ours by ARP or neighbour discovery, from its first word to its silence. */
final class Claimant {
    /** The word for it in evidence. */
    static final String EVIDENCE = "address_claimed";

    private final MacAddress mac;
    private final Optional<SplitCause> face;
    private Tally tally;
    private Optional<IpAddress> peer = Optional.empty();
    private boolean clone;

    /** @param face what its hardware address alone tells of the cause */
    Claimant(long nowNanos, AddressClaim claim, Optional<SplitCause> face) {
        this.mac = claim.mac();
        this.face = face;
        this.tally = Tally.once(nowNanos, text(claim));
    }

    void claims(long nowNanos, AddressClaim claim) {
        tally = tally.and(Tally.once(nowNanos, text(claim)));
    }

    /** The address of a peer has the same hardware address: it is this peer. */
    void is(IpAddress known) {
        peer = Optional.of(known);
    }

    /** Our own address has the same hardware address: it is a machine that was made from this one. */
    void isClone() {
        clone = true;
    }

    Optional<IpAddress> peer() {
        return peer;
    }

    Tally tally() {
        return tally;
    }

    /**
     * Why it claims what is ours: a peer that is set up in another way is named by what was refused of it about the time
     * when the claims began.
     */
    SplitCause cause(Acquaintances known, long downNanos) {
        if (clone) {
            return SplitCause.EQUAL_PRIORITY;
        }
        long about = tally.firstNanos() - 2 * downNanos;
        return peer.flatMap(address -> known.causeSince(about, address))
                .or(() -> peer.isPresent() ? Optional.empty() : known.causeSince(about))
                .or(() -> face)
                .orElse(peer.isPresent() ? SplitCause.BLOCKED : SplitCause.UNKNOWN);
    }

    SplitEvidence evidence() {
        String stranger = peer.isPresent() || face.isPresent() ? "" : ", and is no VRRP peer that was ever heard";
        String who = clone ? ", and has this node's own address too" : stranger;
        return new SplitEvidence(
                EVIDENCE, peer, tally.count(), tally.firstNanos(), tally.lastNanos(), tally.text() + who);
    }

    private String text(AddressClaim claim) {
        return mac + " claims " + claim.address() + " (" + claim.kind().word() + ")";
    }
}
