package dev.holdfast.agent.loop;

import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.StatusBoard;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;
import java.util.Optional;

/**
 * Two made-up agents elect, advertise, hand over and stop in virtual time, before the real one begins.
 *
 * <p>At one packet a second nothing is ever compiled, and the first packet would pay for loading every class on its way:
 * milliseconds in which a master is late. Nothing of this touches the machine.
 */
public final class Rehearsal {
    /** Rounds of two turns: enough for an election, a handover and some adverts. */
    private static final int ROUNDS = 12;

    /** The compiler takes what was called four hundred times: as often as the launcher says. */
    private static final int REPETITIONS = 450;

    private static final long INTERVAL_NANOS = 1_000_000_000L;
    private static final RouterKey KEY = new RouterKey(RehearsalPlatform.DEV, IpFamily.IPV4, new Vrid(1));

    private final RehearsalPlatform first = new RehearsalPlatform(IpPrefix.parse("192.0.2.1/24"));
    private final RehearsalPlatform second = new RehearsalPlatform(IpPrefix.parse("192.0.2.2/24"));
    private final AgentListener listener;
    private final Optional<HmacPolicy> signing;
    private long nowNanos;

    private Rehearsal(AgentListener listener, Optional<HmacPolicy> signing) {
        this.listener = listener;
        this.signing = signing;
    }

    /**
     * Plays until what matters is compiled, on a thread of its own, beside an agent that runs already: a third of a second
     * of one processor.
     *
     * @param listener hears what happens, on that thread
     * @param signing as for {@link #run}
     */
    public static void repeat(AgentListener listener, Optional<HmacPolicy> signing) {
        Thread thread = new Thread(
                () -> {
                    for (int i = 0; i < REPETITIONS; i++) {
                        run(listener, signing);
                    }
                },
                "holdfast-rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Plays once: afterwards every class on the way from a datagram to an advert is loaded.
     *
     * @param listener hears what happens, so that its classes are loaded too; it must not show anything to anybody
     * @param signing how adverts are signed; digests are as slow at first as all else
     * @return the adverts that were exchanged
     */
    public static int run(AgentListener listener, Optional<HmacPolicy> signing) {
        return new Rehearsal(listener, signing).play();
    }

    private int play() {
        first.connect(second, KEY);
        second.connect(first, KEY);
        Engine weak = new Engine(config(100));
        Engine strong = new Engine(config(200));
        Turn weakTurn = turn(weak, first);
        Turn strongTurn = turn(strong, second);
        for (int i = 0; i < ROUNDS; i++) {
            weakTurn.run();
            strongTurn.run();
            long next = Math.min(weakTurn.nextDeadlineNanos(), strongTurn.nextDeadlineNanos());
            nowNanos = Math.max(nowNanos, Math.min(next, nowNanos + INTERVAL_NANOS));
        }
        weakTurn.resign();
        strongTurn.resign();
        return (int) strong.snapshot(nowNanos).routers().get(0).counters().advertsSent();
    }

    private Turn turn(Engine engine, RehearsalPlatform platform) {
        StatusBoard status = new StatusBoard("", "", 0);
        Feed feed = new Feed(new AgentClock(), status, engine.snapshot(0));
        feed.subscribe(listener);
        return new Turn(
                engine,
                platform,
                Errands.NONE,
                new Inbox(),
                feed,
                () -> nowNanos,
                () -> nowNanos / 1_000_000,
                Turn.ROUND_LIMIT);
    }

    private EngineConfig config(int priority) {
        return new EngineConfig(
                "rehearsal",
                List.of(RouterConfig.builder("rehearsal", KEY)
                        .version(3)
                        .priority(new Priority(priority))
                        .advertIntervalNanos(INTERVAL_NANOS)
                        .addresses(List.of(VirtualAddress.of("192.0.2.100/24", RehearsalPlatform.DEV)))
                        .path(AdvertPath.multicast(AdvertPath.IPV4_GROUP))
                        .leaseSeconds(3)
                        .hmac(signing)
                        .build()));
    }
}
