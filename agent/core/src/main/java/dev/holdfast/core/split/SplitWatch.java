package dev.holdfast.core.split;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.split.Sign.Weight;
import java.util.Collection;
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
    private final Claimants claimants = new Claimants();
    private final GhostWatch ghost = new GhostWatch();
    private final Acquaintances known = new Acquaintances();
    private final PeerWatch peers = new PeerWatch();
    private final Incidents incidents;
    private Optional<Self> self = Optional.empty();
    private Own own = new Own(RouterState.INIT, 0, 0, 0);
    private OwnTroubles troubles = OwnTroubles.NONE;

    /** @param ids numbers for incidents, rising */
    public SplitWatch(LongSupplier ids) {
        incidents = new Incidents(ids);
    }

    /**
     * What we compare with what a peer says.
     *
     * @param name our router's name
     * @param priority what we advertise
     */
    public record Self(String name, int priority, String segment, Comparison comparison, long sent, long heard) {}

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
        if (own.isBackup() && !other.has(Weight.ACCEPTED)) {
            ghost.begin(nowNanos);
        }
        ghost.heard(nowNanos, source, own, other.silentNanos(own) - other.lastNanos());
        other.note(nowNanos, beside ? beneath : Sign.HEARD, text);
        known.heard(nowNanos, source);
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
        Sign.of(oddity).ifPresent(sign -> note(nowNanos, source, sign, text));
    }

    /** An advert above priority 0 with our virtual router id was refused. */
    public void refused(long nowNanos, IpAddress source, DiscardReason reason, long intervalNanos, String text) {
        Sign.of(reason).ifPresent(sign -> note(nowNanos, source, sign, text).everyNanos(intervalNanos));
    }

    /** A good advert above priority 0 has another virtual router id, and an address of ours. */
    public void underOtherVrid(long nowNanos, IpAddress source, long intervalNanos, String text) {
        note(nowNanos, source, Sign.OTHER_VRID, text).everyNanos(intervalNanos);
    }

    private OtherMaster note(long nowNanos, IpAddress source, Sign sign, String text) {
        OtherMaster other = others.at(nowNanos, source, own);
        other.note(nowNanos, sign, text);
        known.noted(nowNanos, source, sign);
        return other;
    }

    /**
     * Another host says that it has an address of ours. For a backup that is news only when it hears no master.
     *
     * @param face what its hardware address alone tells of the cause
     * @return whether this host had not said so lately
     */
    public boolean claimed(long nowNanos, AddressClaim claim, Optional<SplitCause> face) {
        claimants.forgetSilent(nowNanos, own);
        return claimants.claims(nowNanos, claim, face);
    }

    /** A peer has this hardware address. */
    public void identified(IpAddress peer, MacAddress mac) {
        claimants.identify(peer, mac);
        ghost.identified(peer, mac);
    }

    /** Another host has our own address too. */
    public void cloned(MacAddress mac) {
        claimants.cloned(mac);
    }

    /** Whether another host claims our addresses now. */
    public boolean areClaimed(long nowNanos) {
        claimants.forgetSilent(nowNanos, own);
        return !claimants.isEmpty();
    }

    /** A backup learns that somebody has the addresses, or cannot learn whether anybody has. */
    public void served() {
        ghost.end();
    }

    /** Whether this backup is to ask now for the addresses that are its master's. */
    public boolean doubtsMaster(long nowNanos) {
        return ghost.asks(nowNanos);
    }

    /** The master who did not answer for them, and whose hardware address would tell who he is. */
    public Optional<IpAddress> ghost() {
        return ghost.wanted();
    }

    /** The senders of adverts that were ever heard, a few at most: one of them may be who claims our addresses. */
    public Set<IpAddress> knownPeers() {
        return known.addresses();
    }

    /** This node's loop ran late. */
    public void late(long nowNanos, long lateNanos) {
        if (lateNanos >= 2 * own.intervalNanos()) {
            troubles = troubles.withStall(nowNanos, lateNanos);
        }
    }

    /** A peer has answered. Returns what is to be told of its configuration. */
    public Optional<News> answered(long nowNanos, PeerAnswer answer, PeerReports reports, Self ours) {
        self = Optional.of(ours);
        Optional<PeerReport> report = reports.matching(ours.name(), ours.segment(), ours.comparison());
        Traffic counted = new Traffic(
                ours.sent(),
                ours.heard(),
                report.map(PeerReport::sent).orElse(0L),
                report.map(PeerReport::heard).orElse(0L));
        return peers.answered(nowNanos, answer, ours.comparison(), own, report, counted);
    }

    /** A peer cannot be asked: it says nothing any more. */
    public void lost(String peer) {
        peers.lost(peer);
    }

    /** Whether peers answer that have this router too, and none of them says that it is master. */
    public boolean peersStandBy() {
        return peers.standBy();
    }

    /** These peers are asked from now on. */
    public void keepPeers(Collection<String> names) {
        peers.keepOnly(names);
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
        ghost.end();
        if (own.isBackup()) {
            ghost.begin(nowNanos);
        }
        if (!own.isMaster()) {
            // From now on somebody else may have them.
            claimants.clear();
        }
        peers.onOwnMove();
    }

    /** Finds the verdict, once everything of this turn is noted. Returns what is to be told of {@link #told}. */
    public Optional<SplitPhase> look(long nowNanos) {
        others.forgetSilent(nowNanos, own);
        claimants.forgetSilent(nowNanos, own);
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

    /** Who claims our addresses, when that is a part of the open incident. */
    public Optional<SplitEvidence> claim() {
        return incidents.open().stream()
                .flatMap(incident -> incident.evidence().stream())
                .filter(found -> found.kind().equals(Claimant.EVIDENCE))
                .findFirst();
    }

    /** Everything that is known, as of the last {@link #look}. */
    public SplitBrain status(long nowNanos) {
        return new SplitBrain(mastersSeen(), incidents.open(), incidents.totalNanos(nowNanos))
                .with(peers.shown(), self.map(Self::comparison));
    }

    private Finding find(long nowNanos) {
        return SplitJudge.judge(nowNanos, own, troubles, others.all(), claims(nowNanos), proofs());
    }

    /** What speaks against those who claim our addresses, or against a master who does not. */
    private List<Charge> claims(long nowNanos) {
        return own.isBackup()
                ? ghost.charges(others.all())
                : new ClaimJudge(nowNanos, own, known, others.all()).charges(claimants.all());
    }

    /** Peers that say of themselves that they are master. */
    private List<Proof> proofs() {
        return self.map(ours -> peers.proofs(ours.comparison(), ours.priority()))
                .orElse(List.of());
    }

    private int mastersSeen() {
        List<OtherMaster> credible = others.credible();
        if (own.isMaster()) {
            return 1 + credible.size() + claimingPeers(credible);
        }
        if (!own.isBackup()) {
            return 0;
        }
        // Whoever was silent since another began has been replaced by it.
        return (int) credible.stream()
                .filter(one -> credible.stream().noneMatch(two -> two.firstNanos() - one.lastNanos() > 0))
                .count();
    }

    /** Peers that claim our addresses and whose adverts do not come. */
    private int claimingPeers(List<OtherMaster> credible) {
        return (int) claimants.all().stream()
                .flatMap(claimant -> claimant.peer().stream())
                .filter(peer ->
                        credible.stream().noneMatch(other -> other.address().equals(peer)))
                .count();
    }

    /** Changes are told twice in an advert interval at most. */
    private long pauseNanos() {
        return own.intervalNanos() / 2;
    }
}
