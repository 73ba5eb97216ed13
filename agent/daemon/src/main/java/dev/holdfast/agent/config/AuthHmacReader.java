package dev.holdfast.agent.config;

import dev.holdfast.core.auth.HmacKey;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.auth.HmacPolicy.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code auth_hmac}: the keys to accept, the one to sign with, and how strictly. */
final class AuthHmacReader {
    private static final String KEY = "key";
    private static final String ACTIVE_KEY = "active_key";
    private static final String TIME_WINDOW = "time_window";
    private static final int LEAST_WINDOW_SECONDS = 5;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Section section;
    private final Timing timing;

    private AuthHmacReader(Section section, Timing timing) {
        this.section = section;
        this.timing = timing;
    }

    /** Empty when the instance has none, or a wrong one, which has been reported. */
    static Optional<HmacPolicy> read(Section instance, Timing timing, Host host) {
        Optional<Section> found =
                instance.section("auth_hmac", Block.AUTH_HMAC, "{key: {1: {file: ...}}, active_key: 1}");
        if (found.isPresent() && instance.value("authentication").isPresent()) {
            instance.problems()
                    .error(
                            instance.markOf("authentication"),
                            instance.pathOf("authentication"),
                            "contradicts auth_hmac on line "
                                    + instance.markOf("auth_hmac").line() + "; keep one of the two");
        }
        return found.flatMap(section -> new AuthHmacReader(section, timing).policy(host));
    }

    private Optional<HmacPolicy> policy(Host host) {
        int errors = section.problems().errorCount();
        List<HmacKey> keys = keys(host);
        Optional<Integer> active = activeKey(keys);
        boolean timed = section.word("anti_replay", List.of("time", "monotonic"))
                .map("time"::equals)
                .orElse(true);
        int window = window(timed);
        Mode mode = section.word("mode", List.of("enforce", "permissive", "receive-only"))
                .map(word -> Mode.valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT)))
                .orElse(Mode.ENFORCE);
        // With an error nothing will be used, and a policy that exists must be legal.
        return errors == section.problems().errorCount()
                ? active.map(id -> new HmacPolicy(keys, id, timed, window, mode))
                : Optional.empty();
    }

    private List<HmacKey> keys(Host host) {
        List<HmacKey> keys = new ArrayList<>();
        Optional<Value> block = section.required(KEY);
        block.filter(value -> value.mapping().isEmpty())
                .ifPresent(value -> value.error("must be a mapping of key ids {1: {file: ...}}, was "
                        + value.node().kind()));
        block.flatMap(Value::mapping)
                .ifPresent(mapping -> mapping.entries()
                        .values()
                        .forEach(entry -> id(entry.key(), block.get().at(entry))
                                .flatMap(
                                        id -> HmacKeyReader.read(id, block.get().at(entry), host))
                                .ifPresent(keys::add)));
        return keys;
    }

    private static Optional<Integer> id(String text, Value value) {
        Optional<Integer> id = Numbers.parse(text, 1, 255);
        if (id.isEmpty()) {
            value.error("a key id " + Numbers.complaint(text, 1, 255));
        }
        return id;
    }

    private Optional<Integer> activeKey(List<HmacKey> keys) {
        Optional<Integer> named = section.required(ACTIVE_KEY).flatMap(value -> value.integer(1, 255));
        boolean exists = named.isEmpty() || keys.stream().anyMatch(key -> key.id() == named.get());
        if (!exists && !keys.isEmpty()) {
            section.value(ACTIVE_KEY).ifPresent(value -> value.error("there is no key " + named.get() + " in key"));
        }
        return named;
    }

    /** keepalived's default: three adverts, and never less than 5 s. */
    private int window(boolean timed) {
        long threeAdverts = (3 * timing.advertIntervalNanos() + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
        Optional<Value> written = section.value(TIME_WINDOW);
        if (!timed) {
            written.ifPresent(value -> value.warning("has no effect with anti_replay: monotonic"));
        }
        return written.flatMap(value -> value.integer(1, HmacPolicy.MAX_WINDOW_SECONDS))
                .orElse((int) Math.min(HmacPolicy.MAX_WINDOW_SECONDS, Math.max(LEAST_WINDOW_SECONDS, threeAdverts)));
    }
}
