package dev.holdfast.agent.http;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.Comparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be equal on all nodes of a virtual router: peers compare it with theirs.
 *
 * @param addresses those in the adverts, sorted
 * @param authDigest four hexadecimal digits that differ when passwords do, and tell nobody the password; empty without one
 * @param checksum the form that adverts carry where there are two; else empty
 * @param acceptedChecksum the one form that is accepted; empty for either
 * @param signing how adverts are signed; null for not at all
 */
public record ComparisonDocument(
        int vrid,
        int family,
        int protocolVersion,
        double advertIntervalSeconds,
        List<String> addresses,
        String mode,
        String authentication,
        String authDigest,
        String checksum,
        String acceptedChecksum,
        @Nullable Signing signing) {
    private static final double NANOS_PER_SECOND = 1e9;

    public ComparisonDocument {
        addresses = List.copyOf(addresses);
    }

    /** How far {@code auth_hmac} is rolled out, and its keys as id and digest. */
    public record Signing(String mode, String activeKey, List<String> keys) {
        public Signing {
            keys = List.copyOf(keys);
        }
    }

    static ComparisonDocument of(Comparison settings) {
        return new ComparisonDocument(
                settings.vrid().value(),
                settings.family().version(),
                settings.protocolVersion(),
                settings.advertIntervalNanos() / NANOS_PER_SECOND,
                settings.addresses().stream().map(IpAddress::toString).toList(),
                settings.mode(),
                settings.authentication(),
                settings.authDigest(),
                settings.checksum(),
                settings.acceptedChecksum(),
                settings.signing()
                        .map(signing -> new Signing(signing.mode(), signing.activeKey(), signing.keys()))
                        .orElse(null));
    }
}
