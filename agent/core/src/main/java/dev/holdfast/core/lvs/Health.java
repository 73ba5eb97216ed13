package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.track.Tracker;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One real server and what its checks say of it. It is up until one of them has found otherwise. */
public final class Health {
    private final RealServerConfig config;
    private final List<ServerCheck> checks;

    /** @param before the checks there were, of which those that did not change go on */
    Health(RealServerConfig config, Map<TrackerId, ServerCheck> before) {
        this.config = config;
        this.checks =
                config.checks().stream().map(check -> continued(check, before)).toList();
    }

    private static ServerCheck continued(CheckConfig check, Map<TrackerId, ServerCheck> before) {
        return Optional.ofNullable(before.get(check.tracker().id()))
                .map(running -> running.changed(check))
                .orElseGet(() -> new ServerCheck(check));
    }

    /** As it is in the kernel while it is up: with the weight that its checks make of the configured one. */
    public RealServer server() {
        int configured = config.server().weight();
        long weight = configured;
        for (ServerCheck check : checks) {
            weight += check.points(configured);
        }
        int clamped = (int) Math.max(0, Math.min(RealServer.MAX_WEIGHT, weight));
        return clamped == configured ? config.server() : config.server().withWeight(clamped);
    }

    public boolean isUp() {
        return checks.stream().noneMatch(ServerCheck::isBad);
    }

    /** In the order of the configuration. */
    public List<Tracker> checks() {
        return checks.stream().map(ServerCheck::tracker).toList();
    }

    /** Gives its checks away, for one that is made like it. */
    void handOver(Map<TrackerId, ServerCheck> to) {
        checks.forEach(check -> to.put(check.tracker().config().id(), check));
    }

    /** Takes a result in, if it is one of this server's checks. */
    void onResult(TrackerId id, TrackerResult result, long tookNanos) {
        checks.stream()
                .filter(check -> check.tracker().config().id().equals(id))
                .forEach(check -> check.onResult(result, tookNanos));
    }

    /** As it should be in the kernel when it takes part; empty when it should not be there. */
    Optional<RealServer> wanted() {
        if (isUp()) {
            return Optional.of(server());
        }
        return config.inhibitOnFailure() ? Optional.of(server().withWeight(0)) : Optional.empty();
    }

    /** What those of its checks found that failed. */
    String complaint() {
        return checks.stream()
                .filter(ServerCheck::isBad)
                .map(ServerCheck::complaint)
                .collect(Collectors.joining(", "));
    }
}
