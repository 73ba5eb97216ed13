package dev.holdfast.core.engine;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.Self;
import dev.holdfast.core.vrrp.State;
import dev.holdfast.core.vrrp.UnicastPeer;
import dev.holdfast.core.wire.Advertisement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks and hears who else has the addresses of one virtual router. A master asks now and then, and every second while
 * somebody claims them; a backup asks once when two adverts are missing, so that the answer is there before it takes over.
 *
 * <p>A master asks in the turns that its adverts give it; a backup in doubt is the only one who needs a turn for it.
 */
final class ClaimDesk {
    /** Addresses per turn; the others have their turn next. */
    static final int MOST_ASKED = 16;

    private static final IpAddress NOBODY = new IpAddress(IpFamily.IPV4, 0, 0);
    private static final long SECOND = 1_000_000_000L;
    private static final int VRIDS = 256;

    private final Neighbourhood neighbourhood;
    private final Outbox outbox;
    private final SplitDesk split;

    private Optional<RouterConfig> configured = Optional.empty();
    private boolean wasMaster;
    private boolean isChallenged;
    private long askedNanos;
    private int next;

    /** The silence that this backup asked about, by the moment at which it began to doubt. */
    private long doubtNanos = State.NEVER;

    private boolean isAnswered;
    private boolean isTold;
    private long heldUntilNanos;

    ClaimDesk(Neighbourhood neighbourhood, Outbox outbox, SplitDesk split) {
        this.neighbourhood = neighbourhood;
        this.outbox = outbox;
        this.split = split;
    }

    /** Nothing is watched any more. */
    void stop(RouterKey key) {
        neighbourhood.want(key, Map.of());
    }

    /** Another host claims an address that is watched for this router. Gives the state that follows. */
    State onClaim(long nowNanos, AddressClaim claim, State state, Self self) {
        RouterConfig config = self.config();
        boolean ours =
                config.vmac().filter(vmac -> vmac.mac().equals(claim.mac())).isPresent();
        if (ours) {
            // All nodes have it: who holds the address cannot be told from it.
            return state;
        }
        if (config.addresses().stream().noneMatch(address -> address.address().equals(claim.address()))) {
            identify(claim, self);
            return state;
        }
        if (state.reported() == RouterState.MASTER) {
            isChallenged = true;
            split.claimed(nowNanos, claim, config.key(), true);
            return claim.kind().isHolder() ? state.onClaimed(nowNanos, self) : state;
        }
        if (claim.kind().isHolder()) {
            split.served();
        }
        if (doubtNanos != State.NEVER && claim.kind().isHolder()) {
            split.claimed(nowNanos, claim, config.key(), false);
            isAnswered = true;
            tell(nowNanos, claim, config);
        }
        return state;
    }

    private void identify(AddressClaim claim, Self self) {
        if (!claim.kind().isHolder()) {
            // Who asks whether an address is free does not have it.
            return;
        }
        if (claim.address().equals(self.source())) {
            split.cloned(claim.mac());
        } else {
            split.identified(claim.address(), claim.mac());
        }
    }

    private void tell(long nowNanos, AddressClaim claim, RouterConfig config) {
        if (!isTold) {
            isTold = true;
            String detail = claim.mac() + " answers for " + claim.address();
            outbox.publish(new AgentEvent.SplitNoted(nowNanos, config.name(), SplitNotice.VIP_STILL_HELD, detail));
        }
    }

    /** Asks whatever is to be asked now. Comes before the state looks at its own deadline. */
    void onTime(long nowNanos, State state, Self self) {
        if (configured.filter(self.config()::equals).isEmpty()) {
            configured = Optional.of(self.config());
            neighbourhood.want(self.config().key(), places(self.config(), Set.of()));
        }
        if (!neighbourhood.policy().asks()) {
            return;
        }
        if (state.reported() != RouterState.MASTER) {
            wasMaster = false;
            asFollower(nowNanos, self);
            asBackup(nowNanos, state, self);
            return;
        }
        doubtNanos = State.NEVER;
        // With an advert, or at once when somebody claims; in no turn that another packet of a stranger gives.
        if (isChallenged || state.deadlineNanos() - nowNanos <= 0) {
            isChallenged = false;
            asMaster(nowNanos, self);
        }
    }

    /** Instances that begin together do not ask together; what somebody answered just before is followed up at once. */
    private void begin(long nowNanos, RouterConfig config) {
        long every = neighbourhood.policy().askNanos();
        askedNanos = nowNanos - every * config.key().vrid().value() / VRIDS;
    }

    private void asMaster(long nowNanos, Self self) {
        if (!wasMaster) {
            wasMaster = true;
            begin(nowNanos, self.config());
        }
        long interval = self.config().advertIntervalNanos();
        boolean claimed = split.areClaimed(nowNanos);
        long every = claimed ? SECOND : neighbourhood.policy().askNanos();
        // The next turn is an interval away, and would be late; but an answer must not be the occasion to ask at once
        // again.
        if (nowNanos - askedNanos < every - Math.min(interval, every) / 2) {
            return;
        }
        askedNanos = nowNanos;
        Set<IpAddress> suspects = claimed ? suspects(self) : Set.of();
        neighbourhood.want(self.config().key(), places(self.config(), suspects));
        suspects.forEach(suspect -> askWho(suspect, self));
        askForAddresses(self);
    }

    /** Whether anybody serves what the master advertises. */
    private void asFollower(long nowNanos, Self self) {
        RouterConfig config = self.config();
        if (!wouldHearMaster(self)) {
            split.served();
        }
        if (split.doubtsMaster(nowNanos)) {
            split.ghost().ifPresent(ghost -> {
                neighbourhood.want(config.key(), places(config, Set.of(ghost)));
                askWho(ghost, self);
            });
            asked(config).forEach(address -> ask(config.key().dev(), address, questioner(address, self)));
        }
    }

    /** Whether an honest master's answer would come: by the way that its adverts come, and with an address of its own. */
    private boolean wouldHearMaster(Self self) {
        RouterConfig config = self.config();
        boolean onLink = config.path().isMulticast() && config.heartbeats().isEmpty();
        boolean canAsk = !self.source().isUnspecified()
                && neighbourhood.wouldHear(config.key().dev());
        return onLink && canAsk && config.vmac().isEmpty() && !asked(config).isEmpty();
    }

    /** What the master of this router has on this very link. */
    private static List<IpAddress> asked(RouterConfig config) {
        return config.addresses().stream()
                .filter(address -> address.advertised()
                        && address.dev().equals(config.key().dev()))
                .map(VirtualAddress::address)
                .limit(MOST_ASKED)
                .toList();
    }

    private void asBackup(long nowNanos, State state, Self self) {
        long doubt = state.doubtNanos(self);
        if (doubt - nowNanos > 0) {
            doubtNanos = State.NEVER;
            isAnswered = false;
            heldUntilNanos = nowNanos;
            return;
        }
        boolean first = doubt != doubtNanos;
        boolean waits = neighbourhood.policy().holds() && state.wantsMaster(nowNanos) && (first || isAnswered);
        if (waits) {
            heldUntilNanos = nowNanos + state.masterIntervalNanos(self);
        }
        if (waits || (first && !state.wantsMaster(nowNanos))) {
            isAnswered = false;
            askForAddresses(self);
        }
        if (first) {
            doubtNanos = doubt;
            isTold = false;
        }
    }

    /** Who has our own address is asked for as before it is taken; who asked in its name would claim it. */
    private void askWho(IpAddress suspect, Self self) {
        InterfaceName dev = self.config().key().dev();
        boolean isOwn = suspect.equals(self.source());
        if (isOwn && suspect.family() == IpFamily.IPV4) {
            ask(dev, suspect, NOBODY);
        } else if (!isOwn) {
            ask(dev, suspect, self.source());
        }
    }

    private void askForAddresses(Self self) {
        List<VirtualAddress> addresses = self.config().addresses();
        for (int i = 0; i < Math.min(addresses.size(), MOST_ASKED); i++) {
            next = (next + 1) % addresses.size();
            VirtualAddress address = addresses.get(next);
            ask(place(self.config(), address), address.address(), questioner(address.address(), self));
        }
    }

    /** Who asks whether anybody has a virtual address, so that nobody's table of neighbours changes. */
    private static IpAddress questioner(IpAddress address, Self self) {
        return address.family() == IpFamily.IPV4 ? NOBODY : self.source();
    }

    /** Neighbour discovery has no question without an asker: IPv6 addresses of a router of IPv4 are only listened for. */
    private void ask(InterfaceName dev, IpAddress address, IpAddress source) {
        boolean canAsk =
                address.family() == source.family() && (address.family() == IpFamily.IPV4 || !source.isUnspecified());
        if (canAsk) {
            outbox.add(new Action.AskNeighbour(dev, address, source));
        }
    }

    /** Who may be the one that claims our addresses: a peer, or a machine that was made from this one. */
    private Set<IpAddress> suspects(Self self) {
        Set<IpAddress> peers = split.knownPeers();
        self.config().path().peers().stream()
                .map(UnicastPeer::address)
                .limit(MOST_ASKED)
                .forEach(peers::add);
        peers.add(self.source());
        return peers;
    }

    /** Whether the addresses are left to who still has them. */
    boolean holdsBack(long nowNanos) {
        return neighbourhood.policy().holds() && (isAnswered || heldUntilNanos - nowNanos > 0);
    }

    /** The deadline of the state; later when the addresses are left to somebody. */
    long electionNanos(State state) {
        return Math.max(state.deadlineNanos(), heldUntilNanos);
    }

    /** When a backup wants to ask. To be late for it is no harm. */
    long questionNanos(State state, Self self) {
        long doubt = neighbourhood.policy().asks() ? state.doubtNanos(self) : State.NEVER;
        return doubt == doubtNanos ? State.NEVER : doubt;
    }

    /** An advert that is not for this router has an address of it. */
    void underOtherVrid(long nowNanos, IpAddress source, Advertisement advert) {
        split.underOtherVrid(nowNanos, source, advert);
    }

    private static Map<InterfaceName, Set<IpAddress>> places(RouterConfig config, Set<IpAddress> peers) {
        Map<InterfaceName, Set<IpAddress>> places = new LinkedHashMap<>();
        config.addresses()
                .forEach(address -> places.computeIfAbsent(place(config, address), unknown -> new LinkedHashSet<>())
                        .add(address.address()));
        if (!peers.isEmpty()) {
            places.computeIfAbsent(config.key().dev(), unknown -> new LinkedHashSet<>())
                    .addAll(peers);
        }
        return places;
    }

    /** What is on a macvlan is heard of on the interface below, also while the macvlan is down. */
    private static InterfaceName place(RouterConfig config, VirtualAddress address) {
        boolean above =
                config.vmac().map(Vmac::dev).filter(address.dev()::equals).isPresent();
        return above ? config.key().dev() : address.dev();
    }
}
