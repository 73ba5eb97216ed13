package dev.holdfast.core.ipvs;

import dev.holdfast.core.net.IpFamily;
import java.util.Optional;

/**
 * That a client comes to the server it was sent to before.
 *
 * @param timeoutSeconds for how long after its last connection; at least 1
 * @param granularity how many leading bits of the address make one client: 0 to 32 for IPv4, 1 to 128 for IPv6
 * @param engine what tells clients apart instead of their address, {@code sip}; 1 to 15 characters
 */
public record Persistence(int timeoutSeconds, int granularity, Optional<String> engine) {
    /** What keepalived takes when persistence is wanted and no time is said. */
    public static final int DEFAULT_TIMEOUT_SECONDS = 360;

    /** The longest that keepalived and ipvsadm take: 31 days. */
    public static final int MAX_TIMEOUT_SECONDS = 31 * 24 * 60 * 60;

    public Persistence {
        if (timeoutSeconds < 1) {
            throw new IllegalArgumentException("persistence lasts at least 1 s, was " + timeoutSeconds);
        }
        if (granularity < 0 || granularity > IpFamily.IPV6.bits()) {
            throw new IllegalArgumentException("a granularity is 0..32 or 1..128, was " + granularity);
        }
        if (engine.filter(name -> !name.matches("[!-~]{1,15}")).isPresent()) {
            throw new IllegalArgumentException("not an engine's name: " + engine.get());
        }
    }

    /** Each address is one client. */
    public static Persistence of(int timeoutSeconds, IpFamily family) {
        return new Persistence(timeoutSeconds, family.bits(), Optional.empty());
    }

    boolean fits(IpFamily family) {
        return granularity <= family.bits() && (granularity > 0 || family == IpFamily.IPV4);
    }
}
