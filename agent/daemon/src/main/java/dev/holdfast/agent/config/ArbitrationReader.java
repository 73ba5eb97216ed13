package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.track.Probe;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.arbitrate.DiskConfig;
import dev.holdfast.core.arbitrate.ReferenceConfig;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code split_brain.arbitration}. */
final class ArbitrationReader {
    /** A few are asked whether this node is on the right side; more would be a monitoring system. */
    private static final int MOST_ADDRESSES = 8;

    private static final int MOST_IN_A_ROW = 20;
    private static final long DEFAULT_INTERVAL = 500 * Durations.MILLI;
    private static final long DEFAULT_TIMEOUT = 400 * Durations.MILLI;
    private static final String SETTINGS = "of keys to values";

    private final List<Draft> drafts;
    private final EtcdReader etcd;
    private final DiskReader disk;

    /** @param node what this node is called at a witness */
    ArbitrationReader(String node, List<Draft> drafts, Host host) {
        this.drafts = drafts;
        this.etcd = new EtcdReader(node, drafts, host);
        this.disk = new DiskReader(drafts);
    }

    ArbitrationSettings read(Section section) {
        Optional<Section> reference = section.section("reference", Block.REFERENCE, SETTINGS);
        List<IpAddress> addresses = reference
                .flatMap(each -> each.required("addresses"))
                .map(this::addresses)
                .orElse(List.of());
        Optional<ReferenceConfig> config =
                reference.filter(each -> !addresses.isEmpty()).map(each -> reference(each, addresses));
        List<ProbeConfig> probes =
                reference.map(each -> probes(each, addresses)).orElse(List.of());
        Optional<EtcdReader.Etcd> witness =
                section.section("etcd", Block.ETCD, SETTINGS).flatMap(etcd::read);
        Optional<DiskConfig> lock =
                section.section("disk", Block.DISK, SETTINGS).flatMap(disk::read);
        return new ArbitrationSettings(
                new ArbitrationConfig(config, witness.map(EtcdReader.Etcd::core), lock),
                probes,
                witness.map(EtcdReader.Etcd::settings));
    }

    private static ReferenceConfig reference(Section section, List<IpAddress> addresses) {
        String require = section.word("require", List.of("any", "all")).orElse("any");
        String master = section.word("master", List.of("release", "keep")).orElse("release");
        return new ReferenceConfig(addresses, require.equals("all"), master.equals("keep"));
    }

    private List<IpAddress> addresses(Value value) {
        Optional<List<Value>> items = value.items();
        if (items.isEmpty() || items.get().isEmpty() || items.get().size() > MOST_ADDRESSES) {
            value.error("must be a list of 1.." + MOST_ADDRESSES + " addresses");
            return List.of();
        }
        List<IpAddress> found = new ArrayList<>();
        items.get()
                .forEach(item -> item.address().ifPresent(address -> {
                    Optional<String> complaint = complaint(address)
                            .or(() -> found.contains(address)
                                    ? Optional.of(address + " is there twice")
                                    : Optional.empty());
                    complaint.ifPresentOrElse(item::error, () -> found.add(address));
                }));
        return found;
    }

    private Optional<String> complaint(IpAddress address) {
        Optional<String> unfit = Addresses.unfit(address).map(what -> address + " is " + what + " and cannot answer");
        return unfit.or(() -> drafts.stream()
                .filter(draft -> draft.addresses().stream()
                        .anyMatch(located -> located.address().address().equals(address)))
                .findFirst()
                .map(draft -> address + " is a virtual address of " + draft.name()
                        + ": a master would always reach it, and says nothing of the network"));
    }

    private static List<ProbeConfig> probes(Section section, List<IpAddress> addresses) {
        long interval = Spans.read(section, "interval", 100 * Durations.MILLI, 60 * Durations.SECOND, "100ms..60s")
                .orElse(DEFAULT_INTERVAL);
        long timeout = Spans.read(section, "timeout", 10 * Durations.MILLI, interval, "10ms..the interval")
                .orElse(Math.min(DEFAULT_TIMEOUT, interval));
        int fall = inARow(section, "fall");
        int rise = inARow(section, "rise");
        return addresses.stream()
                .map(address -> new ProbeConfig(
                        new TrackerConfig(
                                new TrackerId(TrackerKind.REFERENCE, address.toString()),
                                rise,
                                fall,
                                false,
                                "ping " + address),
                        new Probe.Ping(address),
                        interval,
                        timeout,
                        Optional.empty()))
                .toList();
    }

    private static int inARow(Section section, String key) {
        return section.integer(key, 1, MOST_IN_A_ROW).orElse(2);
    }
}
