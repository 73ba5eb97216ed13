package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.config.yaml.YamlNode.Mapping;
import dev.holdfast.core.engine.LinkDelays;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code interface_up_down_delays}: links whose changes must last to count. */
final class LinkDelaysReader {
    private final List<Draft> drafts;

    LinkDelaysReader(List<Draft> drafts) {
        this.drafts = drafts;
    }

    Map<InterfaceName, LinkDelays> read(Value value) {
        Map<InterfaceName, LinkDelays> all = new LinkedHashMap<>();
        Optional<Mapping> mapping = value.mapping("of interface names to their delays");
        if (mapping.isEmpty()) {
            return all;
        }
        for (Entry entry : mapping.get().entries().values()) {
            Value each = value.at(entry);
            Optional<InterfaceName> name = InterfaceNames.parse(entry.key());
            if (name.isEmpty()) {
                value.problems().error(entry.keyMark(), each.path(), InterfaceNames.complaint(entry.key()));
            }
            Optional<LinkDelays> delays = delays(each);
            if (name.isPresent() && delays.isPresent()) {
                check(each, name.get(), delays.get());
                all.put(name.get(), delays.get());
            }
        }
        return all;
    }

    /** One time for both ways, or a block; keepalived's manual has the up delay follow the down delay as well. */
    private static Optional<LinkDelays> delays(Value value) {
        if (value.mapping().isEmpty()) {
            return delay(value).map(both -> new LinkDelays(both, both));
        }
        return Section.of(value.mark(), value, Block.LINK_DELAYS, "").map(section -> {
            long down = section.required("down_delay")
                    .flatMap(LinkDelaysReader::delay)
                    .orElse(0L);
            long up = section.value("up_delay").flatMap(LinkDelaysReader::delay).orElse(down);
            return new LinkDelays(down, up);
        });
    }

    private static Optional<Long> delay(Value value) {
        return value.durationNanos().filter(nanos -> {
            boolean fine = nanos <= LinkDelays.MOST_NANOS;
            if (!fine) {
                value.error("must be 0..255 seconds, was "
                        + Excerpt.quoted(value.scalar().orElse("")));
            }
            return fine;
        });
    }

    private void check(Value value, InterfaceName name, LinkDelays delays) {
        for (Draft draft : drafts) {
            draft.config()
                    .filter(router -> router.key().dev().equals(name))
                    .ifPresent(router -> check(value, router, delays));
        }
    }

    private static void check(Value value, RouterConfig router, LinkDelays delays) {
        if (!delays.allow(router)) {
            value.error("the down delay must be less than " + Durations.format(LinkDelays.mostDownNanos(router))
                    + ", one advert less than the peers of " + router.name()
                    + " wait: they would take over before it lets go; was " + Durations.format(delays.downNanos()));
        }
    }
}
