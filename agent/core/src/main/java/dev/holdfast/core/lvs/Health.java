package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.track.Reading;
import dev.holdfast.core.track.Tracker;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One real server and what its checks say of it. It is up until one of them has found otherwise. */
public final class Health {
    private final RealServerConfig config;
    private final List<Tracker> checks;

    /** @param before the checks there were, of which those that did not change go on */
    Health(RealServerConfig config, Map<TrackerId, Tracker> before) {
        this.config = config;
        this.checks =
                config.checks().stream().map(check -> continued(check, before)).toList();
    }

    private static Tracker continued(TrackerConfig check, Map<TrackerId, Tracker> before) {
        return Optional.ofNullable(before.get(check.id()))
                .filter(running -> running.config().equals(check))
                .orElseGet(() -> new Tracker(check));
    }

    public RealServer server() {
        return config.server();
    }

    public boolean isUp() {
        return checks.stream().noneMatch(Health::isBad);
    }

    /** In the order of the configuration. */
    public List<Tracker> checks() {
        return checks;
    }

    /** Takes a result in, if it is one of this server's checks. */
    void onResult(TrackerId id, TrackerResult result, long tookNanos) {
        checks.stream()
                .filter(check -> check.config().id().equals(id))
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
        return checks.stream().filter(Health::isBad).map(Tracker::detail).collect(Collectors.joining(", "));
    }

    private static boolean isBad(Tracker check) {
        return check.reading().kind() == Reading.Kind.BAD;
    }
}
