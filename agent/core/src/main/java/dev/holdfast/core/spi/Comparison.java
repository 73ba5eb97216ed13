package dev.holdfast.core.spi;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Vrid;
import java.util.List;
import java.util.Optional;

/**
 * What must be equal on all nodes of a virtual router, as far as anybody may see it.
 *
 * @param protocolVersion 2 or 3
 * @param addresses those in the adverts, sorted
 * @param mode {@code multicast} or {@code unicast}
 * @param authentication {@code none}, {@code pass}, {@code ah} or {@code hmac}
 * @param authDigest four hexadecimal digits that differ when the passwords of {@code pass} or {@code ah} do; empty without
 *     a password. Sixteen bits tell two passwords apart, and leave whoever guesses at one with thousands that fit
 * @param checksum the form that adverts carry where there are two (VRRPv3 on IPv4); else empty
 * @param acceptedChecksum the one form that is accepted; empty for either
 * @param signing how adverts are signed; empty for not at all
 */
public record Comparison(
        Vrid vrid,
        IpFamily family,
        int protocolVersion,
        long advertIntervalNanos,
        List<IpAddress> addresses,
        String mode,
        String authentication,
        String authDigest,
        String checksum,
        String acceptedChecksum,
        Optional<Signing> signing) {
    public Comparison {
        addresses = addresses.stream().sorted().toList();
    }

    /**
     * The keys of {@code auth_hmac}, by their ids and digests such as {@code 7:3fa1}.
     *
     * @param mode {@code receive_only}, {@code permissive} or {@code enforce}
     * @param activeKey the one that adverts are signed with
     * @param keys all that are accepted, in the order of the configuration
     */
    public record Signing(String mode, String activeKey, List<String> keys) {
        public Signing {
            keys = List.copyOf(keys);
        }
    }

    /** Whether there is an address that both lists have. */
    public boolean sharesAddress(Comparison other) {
        return addresses.stream().anyMatch(other.addresses::contains);
    }
}
