package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.ipvs.Persistence;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import java.util.List;
import java.util.Optional;

/** Reads whether clients come back to their server, and what makes one client. */
final class PersistenceReader {
    private static final List<String> KEYS =
            List.of("persistence_timeout", "persistence_granularity", "persistence_engine");

    /** Linux has no other. */
    private static final List<String> ENGINES = List.of("sip");

    private PersistenceReader() {}

    /** Empty when nothing is said of it. As in keepalived each of the keys asks for it. */
    static Optional<Persistence> read(Section section, ServiceId id) {
        if (KEYS.stream().noneMatch(key -> section.value(key).isPresent())) {
            return Optional.empty();
        }
        IpFamily family = id.family();
        int timeout = section.value("persistence_timeout")
                .flatMap(PersistenceReader::timeout)
                .orElse(Persistence.DEFAULT_TIMEOUT_SECONDS);
        int granularity = section.value("persistence_granularity")
                .flatMap(value -> granularity(value, family))
                .orElse(family.bits());
        Optional<String> engine = section.value("persistence_engine").flatMap(value -> engine(value, id));
        return Optional.of(new Persistence(timeout, granularity, engine));
    }

    /** keepalived's word alone, which is {@code true} here, is its usual time. */
    private static Optional<Integer> timeout(Value value) {
        return value.scalar().filter("true"::equals).isPresent()
                ? Optional.of(Persistence.DEFAULT_TIMEOUT_SECONDS)
                : value.integer(1, Persistence.MAX_TIMEOUT_SECONDS);
    }

    private static Optional<Integer> granularity(Value value, IpFamily family) {
        return family == IpFamily.IPV6
                ? value.integer(1, family.bits())
                : value.text("a netmask such as 255.255.255.0").flatMap(text -> {
                    Optional<Integer> bits =
                            Numbers.parse(text, 0, family.bits()).or(() -> maskBits(text));
                    if (bits.isEmpty()) {
                        value.error("must be a netmask such as 255.255.255.0, or its length 0.." + family.bits()
                                + ", was " + Excerpt.quoted(text));
                    }
                    return bits;
                });
    }

    private static Optional<Integer> maskBits(String text) {
        return Addresses.parse(text)
                .filter(mask -> mask.family() == IpFamily.IPV4)
                .map(IpAddress::low)
                .filter(mask -> isMask(mask))
                .map(Long::bitCount);
    }

    /** Ones, and then nothing but zeros. */
    private static boolean isMask(long mask) {
        long hosts = ~mask & 0xffff_ffffL;
        return (hosts & (hosts + 1)) == 0;
    }

    private static Optional<String> engine(Value value, ServiceId id) {
        return value.word(ENGINES).filter(engine -> {
            boolean fine = !(id instanceof ServiceId.Listening listening) || listening.protocol() == Protocol.UDP;
            if (!fine) {
                value.error("finds its calls in UDP alone: write protocol: UDP");
            }
            return fine;
        });
    }
}
