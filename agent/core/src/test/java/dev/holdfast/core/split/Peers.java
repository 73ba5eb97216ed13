package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.RouterState;
import java.util.List;
import java.util.Optional;

/** Settings and reports as agents send them. */
final class Peers {
    static final long SECOND = 1_000_000_000L;
    static final IpAddress VIP = IpAddress.parse("192.0.2.100");
    static final IpAddress AGENT = IpAddress.parse("198.51.100.2");

    private Peers() {}

    /** VRID 51, version 2, 1 s, one address, multicast, no authentication. */
    static Comparison plain() {
        return settings(51, 2, SECOND, List.of(VIP), "multicast", "none", "");
    }

    static Comparison settings(
            int vrid,
            int version,
            long intervalNanos,
            List<IpAddress> addresses,
            String mode,
            String authentication,
            String digest) {
        return new Comparison(
                new Vrid(vrid),
                IpFamily.IPV4,
                version,
                intervalNanos,
                addresses,
                mode,
                authentication,
                digest,
                "",
                "",
                Optional.empty());
    }

    static Comparison checksums(String sends, String accepts) {
        return new Comparison(
                new Vrid(51),
                IpFamily.IPV4,
                3,
                SECOND,
                List.of(VIP),
                "multicast",
                "none",
                "",
                sends,
                accepts,
                Optional.empty());
    }

    static Comparison signed(String mode, String active, String... keys) {
        return new Comparison(
                new Vrid(51),
                IpFamily.IPV4,
                3,
                SECOND,
                List.of(VIP),
                "multicast",
                "hmac",
                "",
                "message-only",
                "",
                Optional.of(new Comparison.Signing(mode, active, List.of(keys))));
    }

    static PeerReport report(Comparison settings, RouterState state, int priority, long sent, long heard) {
        return new PeerReport("VI_1", settings, "192.0.2.0/24", state, priority, sent, heard, false);
    }
}
