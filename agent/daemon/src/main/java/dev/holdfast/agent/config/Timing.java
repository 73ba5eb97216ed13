package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.Optional;

/**
 * Reads {@code version}, {@code advert_int} and {@code down_timer_adverts}.
 *
 * @param version 2 or 3
 * @param advertIntervalNanos legal in that version
 * @param downTimerAdverts 1 to 100
 */
record Timing(int version, long advertIntervalNanos, int downTimerAdverts) {
    private static final long CENTI = 10 * Durations.MILLI;

    /** The field has 8 bits in VRRPv2 (RFC 3768 section 5.3.7) and 12 in VRRPv3 (RFC 9568 section 5.2.7). */
    private static final long MAX_V2_SECONDS = 255;

    private static final long MAX_V3_CENTIS = 4095;

    static Timing read(Section section, IpFamily family, int defaultVersion) {
        int version = version(section, family, defaultVersion);
        long interval = section.value("advert_int")
                .flatMap(value -> version == 2 ? secondsOf(value) : centisOf(value))
                .orElse(Durations.SECOND);
        int adverts = section.value("down_timer_adverts")
                .flatMap(Timing::downTimerAdverts)
                .orElse(RouterConfig.DEFAULT_DOWN_TIMER_ADVERTS);
        return new Timing(version, interval, adverts);
    }

    private static int version(Section section, IpFamily family, int defaultVersion) {
        Optional<Value> value = section.value("version");
        int written = value.flatMap(v -> v.integer(2, 3)).orElse(defaultVersion);
        if (family == IpFamily.IPV4) {
            return written;
        }
        if (written == 2) {
            value.ifPresent(v -> v.warning("version 2 is for IPv4 alone; 3 is used, as in keepalived"));
        }
        return 3;
    }

    private static Optional<Long> secondsOf(Value value) {
        return value.durationNanos().filter(nanos -> {
            boolean whole = nanos % Durations.SECOND == 0;
            boolean fine = whole && nanos >= Durations.SECOND && nanos <= MAX_V2_SECONDS * Durations.SECOND;
            if (!fine) {
                value.error("must be whole seconds 1..255 in version 2, was "
                        + Excerpt.quoted(value.scalar().orElse(""))
                        + (whole ? "" : "; parts of a second need version: 3"));
            }
            return fine;
        });
    }

    private static Optional<Long> centisOf(Value value) {
        return value.durationNanos().flatMap(nanos -> {
            long centis = (nanos + CENTI / 2) / CENTI;
            if (centis < 1 || centis > MAX_V3_CENTIS) {
                value.error("must be 0.01..40.95 seconds in version 3, was "
                        + Excerpt.quoted(value.scalar().orElse("")));
                return Optional.empty();
            }
            if (nanos % CENTI != 0) {
                value.warning(
                        "is rounded to " + Durations.format(centis * CENTI) + ": adverts carry hundredths of a second");
            }
            return Optional.of(centis * CENTI);
        });
    }

    private static Optional<Integer> downTimerAdverts(Value value) {
        Optional<Integer> adverts = value.integer(1, 100);
        if (adverts.isPresent() && adverts.get() != RouterConfig.DEFAULT_DOWN_TIMER_ADVERTS) {
            value.warning(
                    "the standard says 3; every node of this virtual router must have the same, was " + adverts.get());
        }
        return adverts;
    }
}
