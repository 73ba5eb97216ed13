package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.vrrp.RouterConfig;
import java.nio.charset.StandardCharsets;

/** What the outside may know of a router's configuration. */
final class Settings {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Settings() {}

    static RouterSnapshot.Settings of(RouterConfig config) {
        return new RouterSnapshot.Settings(
                config.version(),
                config.priority(),
                config.advertIntervalNanos(),
                config.preempt(),
                mode(config),
                authentication(config),
                config.leaseSeconds(),
                config.vmac().isPresent(),
                config.announcing().delayNanos(),
                hash(config));
    }

    static String mode(RouterConfig config) {
        return config.path().isMulticast() ? "multicast" : "unicast";
    }

    static String authentication(RouterConfig config) {
        return config.hmac().isPresent() ? "hmac" : config.authentication().toString();
    }

    /**
     * A number of 48 bits over what must be equal on all nodes: two nodes whose numbers differ do not understand each
     * other. A gauge carries it without loss. Addresses count as a set; the password of PASS counts, and is no secret on the
     * wire either. Keys of {@code auth_hmac} and AH are secret, and may differ while they are exchanged: they do not count.
     */
    private static long hash(RouterConfig config) {
        String text = config.key().family() + "|" + config.key().vrid() + "|" + config.version() + "|"
                + config.advertIntervalCentis() + "|"
                + config.advertisedAddresses().stream()
                        .sorted()
                        .map(IpAddress::toString)
                        .toList()
                + "|" + config.authentication().type() + "|"
                + config.authentication().data() + "|" + config.path().isMulticast();
        long hash = FNV_OFFSET;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return (hash ^ (hash >>> 48)) & 0xffff_ffff_ffffL;
    }
}
