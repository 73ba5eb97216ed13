package dev.holdfast.core.engine;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;

/** The virtual addresses of one router in the kernel's hands: ordered, given back, and swept away where left behind. */
final class Custody {
    /** How long to wait before an address that should be gone, and is not, is removed again. */
    private static final long SWEEP_PAUSE_NANOS = 1_000_000_000L;

    private final Footing footing;
    private final Routing routing;
    private final Outbox outbox;
    private List<VirtualAddress> passedOn = List.of();
    private int unanswered;
    private boolean holds;
    private boolean isLettingGo;
    private boolean isRemovalAwaited;
    private boolean postponed;
    private long sweepNotBeforeNanos;

    Custody(Footing footing, Routing routing, Outbox outbox) {
        this.footing = footing;
        this.routing = routing;
        this.outbox = outbox;
    }

    /**
     * Orders all of them in place; as soon as the node's own address is back, if that is away: whichever comes first
     * becomes the primary one of its network, and takes the others along when it goes.
     */
    void install(RouterConfig config) {
        holds = true;
        postponed = !footing.hasSource();
        if (postponed) {
            return;
        }
        // Somebody may have flushed hundreds: each that vanished orders all, and once is enough.
        isLettingGo = false;
        if (outbox.addUnlessLast(
                new Action.InstallAddresses(config.key(), footing.installable(config), config.leaseSeconds()))) {
            unanswered++;
        }
    }

    /** Orders what was put off, if it can be now. */
    void resume(RouterConfig config) {
        if (postponed) {
            install(config);
        }
    }

    /** Whether this answer is to the newest order to install, the only one that counts. Asked once per answer. */
    boolean isNewestAnswer() {
        return unanswered > 0 && --unanswered == 0;
    }

    /**
     * The kernel has the addresses: now the routes and rules, which may need them as sources, before an advert or an
     * announcement draws traffic here. Nothing follows when the addresses have been given back meanwhile.
     */
    void confirmed(long nowNanos, RouterConfig config) {
        if (holds) {
            routing.want(nowNanos, config.key().toString(), config.name(), config.routing());
        }
    }

    /** Removes everything: first what may lead through the addresses, then these. */
    void remove(long nowNanos, RouterConfig config) {
        isLettingGo = holds;
        holds = false;
        routing.want(nowNanos, config.key().toString(), config.name(), List.of());
        postponed = false;
        remove(nowNanos, config, config.addresses());
    }

    /** The kernel answered an order to remove. */
    void removed(Outcome outcome) {
        isRemovalAwaited = false;
        isLettingGo &= !outcome.isDone();
    }

    /** Whether the addresses were ordered away and may be there still: not confirmed, and not ended with their lease. */
    boolean isLettingGo(RouterConfig config) {
        return isLettingGo && (isRemovalAwaited || !leftBehind(config).isEmpty());
    }

    /** Whether an order to remove is on its way. */
    boolean isRemovalAwaited() {
        return isRemovalAwaited;
    }

    /** Removes those of its addresses that nobody goes on with. */
    void remove(long nowNanos, RouterConfig config, List<VirtualAddress> some) {
        sweepNotBeforeNanos = nowNanos + SWEEP_PAUSE_NANOS;
        List<VirtualAddress> gone = some.stream()
                .filter(address -> passedOn.stream().noneMatch(address::isSameInKernel))
                .toList();
        if (!gone.isEmpty()) {
            footing.letGo(gone);
            isRemovalAwaited = true;
            outbox.add(new Action.RemoveAddresses(config.key(), gone));
        }
    }

    /** While a reload lasts: these belong to routers of this node that hold them and go on, so they are not removed. */
    void spare(List<VirtualAddress> heirlooms) {
        passedOn = heirlooms;
    }

    /** Addresses that the kernel has by our order. For a router that holds none, they are orphans. */
    List<VirtualAddress> leftBehind(RouterConfig config) {
        return footing.heldAsOurs(config);
    }

    /** At the start: addresses with our mark were left by an agent that died on this node. Says whether there were any. */
    boolean inherit(long nowNanos, RouterConfig config) {
        List<VirtualAddress> orphans = leftBehind(config);
        if (orphans.isEmpty()) {
            return false;
        }
        orphans.forEach(address -> outbox.publish(new AgentEvent.OrphanFound(nowNanos, config.name(), address)));
        remove(nowNanos, config);
        return true;
    }

    /** Orders orphans away, not more often than makes sense. For a router that holds none. */
    void sweep(long nowNanos, RouterConfig config) {
        if (sweepNotBeforeNanos - nowNanos <= 0) {
            List<VirtualAddress> orphans = leftBehind(config);
            if (!orphans.isEmpty()) {
                remove(nowNanos, config, orphans);
            }
        }
    }

    /** When to sweep next; {@link Engine#NEVER} when there is nothing. For a router that holds none. */
    long nextSweepNanos(RouterConfig config) {
        return leftBehind(config).isEmpty() ? Engine.NEVER : sweepNotBeforeNanos;
    }
}
