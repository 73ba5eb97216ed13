package dev.holdfast.agent.boot;

import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.linux.process.RouterLocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One lock per virtual router, so that two agents on one host do not take turns in undoing each other. Agent loop only. */
final class Locks {
    private final RouterLocks locks = new RouterLocks();
    private EngineConfig held = new EngineConfig("", List.of());

    /** Takes what is not held yet; on a refusal gives back what this call took, and says why. */
    Optional<String> acquireAll(EngineConfig config) {
        List<RouterConfig> taken = new ArrayList<>();
        for (RouterConfig router : config.routers()) {
            Optional<Outcome.Failure> failure = locks.acquire(router.key()).failure();
            if (failure.isPresent()) {
                taken.forEach(mine -> locks.release(mine.key()));
                return Optional.of(refusal(router, failure.get()));
            }
            if (held.routers().stream().noneMatch(mine -> mine.key().equals(router.key()))) {
                taken.add(router);
            }
        }
        return Optional.empty();
    }

    /** Whether a virtual router is another agent's on this host, who lives. */
    boolean isHeldByAnother(RouterKey router) {
        boolean isOurs = held.routers().stream().anyMatch(mine -> mine.key().equals(router));
        boolean isFree = locks.acquire(router).isDone();
        if (isFree && !isOurs) {
            locks.release(router);
        }
        return !isFree;
    }

    private static String refusal(RouterConfig router, Outcome.Failure failure) {
        return failure.error().startsWith("EADDRINUSE")
                ? router.name() + ": another Holdfast agent already runs virtual router " + router.key()
                        + " on this host"
                : router.name() + ": " + failure;
    }

    /** This configuration is in force: gives back what it does not use. */
    void keepOnly(EngineConfig config) {
        held.routers().stream()
                .filter(old ->
                        config.routers().stream().noneMatch(now -> now.key().equals(old.key())))
                .forEach(gone -> locks.release(gone.key()));
        held = config;
    }
}
