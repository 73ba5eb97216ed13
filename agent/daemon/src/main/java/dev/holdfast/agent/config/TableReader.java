package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.lvs.SyncConfig;
import dev.holdfast.core.lvs.TableConfig;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.RouterKey;
import java.util.List;
import java.util.Optional;

/** Reads what {@code global_defs} says of the kernel's load balancer. */
final class TableReader {
    private static final String SETTINGS = "of keys to values";
    private static final List<String> TIMEOUTS = List.of("tcp", "tcpfin", "udp");

    /** As ipvsadm has it: 31 days. */
    private static final int MAX_TIMEOUT_SECONDS = 31 * 24 * 60 * 60;

    private static final int MAX_ID = 255;
    private static final int MAX_TTL = 255;
    private static final int MAX_PORT = 65_535;

    /** What a datagram holds. */
    private static final int MAX_LENGTH = 65_507;

    private final List<Draft> drafts;

    TableReader(List<Draft> drafts) {
        this.drafts = drafts;
    }

    TableConfig read(Section globals) {
        return new TableConfig(
                globals.section("lvs_timeouts", Block.LVS_TIMEOUTS, SETTINGS)
                        .map(TableReader::timeouts)
                        .orElse(Timeouts.UNCHANGED),
                globals.bool("lvs_flush").orElse(false),
                globals.value("lvs_flush_on_stop")
                        .filter(TableReader::flushesAll)
                        .isPresent(),
                globals.section("lvs_sync_daemon", Block.LVS_SYNC_DAEMON, SETTINGS)
                        .flatMap(this::sync));
    }

    private static Timeouts timeouts(Section section) {
        if (TIMEOUTS.stream().noneMatch(key -> section.value(key).isPresent())) {
            section.problems().error(section.mark(), section.path(), "must say one of " + String.join(", ", TIMEOUTS));
        }
        return new Timeouts(seconds(section, "tcp"), seconds(section, "tcpfin"), seconds(section, "udp"));
    }

    private static int seconds(Section section, String key) {
        return number(section, key, 1, MAX_TIMEOUT_SECONDS);
    }

    /** 0 where nothing is said. */
    private static int number(Section section, String key, int min, int max) {
        return section.integer(key, min, max).orElse(0);
    }

    /** keepalived's {@code VS} removes virtual servers without their real servers, which the kernel takes along: as always. */
    private static boolean flushesAll(Value value) {
        return value.scalar().filter("VS"::equals).isEmpty() && value.bool().orElse(false);
    }

    private Optional<SyncConfig> sync(Section section) {
        Optional<String> instance = section.value("inst").flatMap(this::instance);
        int id = section.integer("id", 0, MAX_ID)
                .or(() -> instance.flatMap(this::virtualRouterId))
                .orElse(0);
        int maxLength = number(section, "maxlen", 1, MAX_LENGTH);
        int port = number(section, "port", 1, MAX_PORT);
        int ttl = number(section, "ttl", 1, MAX_TTL);
        Optional<IpAddress> group = section.value("group").flatMap(TableReader::group);
        return section.required("interface")
                .flatMap(InterfaceNames::read)
                .map(dev -> new SyncConfig(instance, dev, id, maxLength, group, port, ttl));
    }

    private Optional<String> instance(Value value) {
        return value.text("the name of an instance").filter(name -> {
            boolean known = drafts.stream().anyMatch(draft -> draft.name().equals(name));
            if (!known) {
                value.error("there is no vrrp_instance " + Excerpt.quoted(name));
            }
            return known;
        });
    }

    private Optional<Integer> virtualRouterId(String instance) {
        return drafts.stream()
                .filter(draft -> draft.name().equals(instance))
                .findFirst()
                .flatMap(Draft::key)
                .map(RouterKey::vrid)
                .map(vrid -> vrid.value());
    }

    private static Optional<IpAddress> group(Value value) {
        return value.address().filter(address -> {
            boolean fine = address.isMulticast();
            if (!fine) {
                value.error("must be a multicast address, was " + address);
            }
            return fine;
        });
    }
}
