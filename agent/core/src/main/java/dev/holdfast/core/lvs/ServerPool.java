package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.spi.LvsNotice;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers of one virtual server: who is up, whether they are enough, and who should therefore be in the kernel.
 *
 * <p>While they are not enough and there is a sorry server, it alone gets connections, as in keepalived; without one those
 * that are left go on.
 */
public final class ServerPool {
    private VirtualServerConfig config;
    private List<Health> servers;
    private Map<TrackerId, Health> byCheck;
    private boolean quorate;

    public ServerPool(VirtualServerConfig config) {
        this.config = config;
        this.servers = join(config, Map.of());
        this.byCheck = index(servers);
        this.quorate = config.quorum().isMet(false, liveWeight());
    }

    /**
     * Something that is to be told.
     *
     * @param server of whom; empty for the whole pool
     * @param detail why; may be empty
     */
    public record News(String server, LvsNotice notice, String detail) {}

    /**
     * What followed from a result.
     *
     * @param isMoved whether another server, or another weight, should be in the kernel
     * @param news what is to be told of it
     */
    public record Upshot(boolean isMoved, List<News> news) {
        static final Upshot NOTHING = new Upshot(false, List.of());
    }

    /** Is made like this from now on; checks that did not change keep what they know. Tells what follows. */
    public List<News> configure(VirtualServerConfig changed) {
        Map<TrackerId, ServerCheck> before = new HashMap<>();
        servers.forEach(server -> server.handOver(before));
        config = changed;
        servers = join(changed, before);
        byCheck = index(servers);
        return judge();
    }

    private static List<Health> join(VirtualServerConfig config, Map<TrackerId, ServerCheck> before) {
        return config.servers().stream()
                .map(server -> new Health(server, before))
                .toList();
    }

    private static Map<TrackerId, Health> index(List<Health> servers) {
        Map<TrackerId, Health> index = new HashMap<>();
        servers.forEach(server ->
                server.checks().forEach(check -> index.put(check.config().id(), server)));
        return index;
    }

    public VirtualServerConfig config() {
        return config;
    }

    /** In the order of the configuration. */
    public List<Health> servers() {
        return servers;
    }

    /** Whether enough servers are up. */
    public boolean hasQuorum() {
        return quorate;
    }

    /** The sum of the weights of those that are up. */
    public long liveWeight() {
        return servers.stream()
                .filter(Health::isUp)
                .mapToLong(server -> server.server().weight())
                .sum();
    }

    /** A check has looked; tells what follows. One that is not of these servers is ignored. */
    public Upshot onResult(TrackerId check, TrackerResult result, long tookNanos) {
        Health server = byCheck.get(check);
        if (server == null) {
            return Upshot.NOTHING;
        }
        boolean wasUp = server.isUp();
        int weight = server.server().weight();
        server.onResult(check, result, tookNanos);
        if (wasUp == server.isUp() && weight == server.server().weight()) {
            return Upshot.NOTHING;
        }
        List<News> news = new ArrayList<>();
        if (wasUp != server.isUp()) {
            news.add(moved(server));
        }
        news.addAll(judge());
        return new Upshot(true, news);
    }

    private static News moved(Health server) {
        String name = server.server().at().toString();
        return server.isUp()
                ? new News(name, LvsNotice.REAL_SERVER_UP, "")
                : new News(name, LvsNotice.REAL_SERVER_DOWN, server.complaint());
    }

    private List<News> judge() {
        long live = liveWeight();
        boolean before = quorate;
        quorate = config.quorum().isMet(before, live);
        if (before == quorate) {
            return List.of();
        }
        String weight =
                "weight " + live + " is up, the quorum is " + config.quorum().weight();
        return List.of(
                quorate
                        ? new News("", LvsNotice.QUORUM_GAINED, weight)
                        : new News("", LvsNotice.QUORUM_LOST, weight + saysSorry()));
    }

    private String saysSorry() {
        return config.sorry()
                .map(sorry -> "; the sorry server " + sorry.server().at() + " serves")
                .orElse("; there is no sorry server");
    }

    /** The servers that should be in the kernel now, in the order of the configuration. */
    public List<RealServer> wanted() {
        boolean sorryServes = !quorate && config.sorry().isPresent();
        List<RealServer> wanted = new ArrayList<>();
        for (Health server : servers) {
            // One that is inhibited stays with its weight of 0, also beside the sorry server.
            Optional<RealServer> place = server.wanted();
            place.filter(one -> !sorryServes || !server.isUp()).ifPresent(wanted::add);
        }
        config.sorry().flatMap(sorry -> place(sorry, sorryServes)).ifPresent(wanted::add);
        return wanted;
    }

    private static Optional<RealServer> place(SorryServer sorry, boolean serves) {
        if (serves) {
            return Optional.of(sorry.server());
        }
        return sorry.inhibit() ? Optional.of(sorry.server().withWeight(0)) : Optional.empty();
    }
}
