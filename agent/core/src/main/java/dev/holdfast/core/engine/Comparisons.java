package dev.holdfast.core.engine;

import dev.holdfast.core.auth.HmacKey;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.auth.SecretDigest;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.Comparison.Signing;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.ChecksumForm;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What the peers of a router compare with theirs. Costs a digest per secret: made once per configuration. */
final class Comparisons {
    private Comparisons() {}

    static Comparison of(RouterConfig config) {
        boolean choice = config.version() == 3 && config.key().family() == IpFamily.IPV4;
        return new Comparison(
                config.key().vrid(),
                config.key().family(),
                config.version(),
                config.advertIntervalNanos(),
                config.advertisedAddresses(),
                Settings.mode(config),
                Settings.authentication(config),
                digest(config),
                choice ? config.sentChecksum().word() : "",
                choice ? config.pinnedChecksum().map(ChecksumForm::word).orElse("") : "",
                config.hmac().map(policy -> signing(config, policy)));
    }

    private static String digest(RouterConfig config) {
        if (config.header().isPresent()) {
            return SecretDigest.of(salt(config), config.header().get().secret());
        }
        boolean hasPassword = config.authentication().type() != 0;
        return hasPassword
                ? SecretDigest.of(salt(config), config.authentication().data())
                : "";
    }

    private static Signing signing(RouterConfig config, HmacPolicy policy) {
        String active = policy.keys().stream()
                .filter(key -> key.id() == policy.activeKey())
                .map(key -> digest(config, key))
                .findFirst()
                .orElseThrow();
        return new Signing(
                policy.mode().name().toLowerCase(Locale.ROOT),
                active,
                policy.keys().stream().map(key -> digest(config, key)).toList());
    }

    private static String digest(RouterConfig config, HmacKey key) {
        return key.id() + ":" + SecretDigest.of(salt(config), key.secret());
    }

    /** Equal on all nodes whose routers are the same one. */
    private static String salt(RouterConfig config) {
        Optional<IpAddress> first = config.advertisedAddresses().stream().min(Comparator.naturalOrder());
        return config.key().vrid() + "|" + config.key().family() + "|"
                + first.map(IpAddress::toString).orElse("");
    }
}
