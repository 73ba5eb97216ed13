package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.wire.Advertisement;
import dev.holdfast.core.wire.ChecksumForm;
import dev.holdfast.core.wire.Decoded.Rejected;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges adverts that are well-formed by what this router's configuration says: RFC 3768 and RFC 9568 section 7.1, in
 * keepalived's order where the RFCs give none. A refused advert has no effect on any timer.
 */
public final class AdvertGuard {
    /**
     * How many times our own interval a VRRPv3 peer's may be. Two forged packets with the greatest interval would else
     * silence every backup for two minutes.
     */
    static final int ADOPTION_CAP = 10;

    private final RouterConfig config;

    public AdvertGuard(RouterConfig config) {
        this.config = config;
    }

    /** Why an advert that says this must not be heard; empty when it may. */
    public Optional<Rejected> refuse(Advertisement advert, IpAddress source) {
        return refuseAuthentication(advert)
                .or(() -> refuseInterval(advert))
                .or(() -> refuseAddresses(advert))
                .or(() -> refuseStranger(source));
    }

    /** What is odd about an advert that may be heard, each with a sentence for the operator. */
    public Map<PeerOddity, String> oddities(Heard peer, ChecksumForm checksum) {
        Map<PeerOddity, String> found = new LinkedHashMap<>();
        Advertisement advert = peer.advertisement();
        if (peer.priority().equals(config.priority())) {
            found.put(
                    PeerOddity.EQUAL_PRIORITY,
                    "peer has our priority " + peer.priority() + "; the higher address decides between us");
        }
        if (!Set.copyOf(advert.addresses()).equals(Set.copyOf(config.advertisedAddresses()))) {
            found.put(
                    PeerOddity.ADDRESS_LIST_DIFFERS,
                    "peer has " + advert.addresses() + ", we have " + config.advertisedAddresses());
        }
        if (peer.intervalNanos() != config.advertIntervalNanos()) {
            found.put(
                    PeerOddity.INTERVAL_DIFFERS,
                    "peer advertises every " + text(peer.intervalNanos()) + ", we every "
                            + text(config.advertIntervalNanos()));
        }
        if (checksum != config.sentChecksum()
                && advert.version() == 3
                && config.key().family() == IpFamily.IPV4) {
            found.put(
                    PeerOddity.CHECKSUM_FORM_DIFFERS,
                    "peer sends the " + checksum.word() + " checksum, we the "
                            + config.sentChecksum().word() + " one; a strict peer refuses ours");
        }
        return found;
    }

    /** Why an advert that was sent there must not be heard, whatever it says; empty when it may. */
    public Optional<Rejected> refuseDestination(IpAddress destination) {
        Optional<IpAddress> group = config.path().group();
        if (group.isPresent() && !group.get().equals(destination)) {
            return rejected(DiscardReason.UNKNOWN_PEER, "sent to " + destination + ", we listen to " + group.get());
        }
        if (group.isEmpty() && destination.isMulticast()) {
            return rejected(DiscardReason.UNKNOWN_PEER, "sent by multicast, we use unicast");
        }
        return Optional.empty();
    }

    /** Why an advert that came from so far must not be heard. In multicast mode the packet alone has told: it is 255. */
    public Optional<Rejected> refuseDistance(IpAddress source, int hopLimit) {
        return config.path()
                .peer(source)
                .filter(peer -> !peer.allows(hopLimit))
                .flatMap(peer -> rejected(
                        DiscardReason.TTL,
                        "TTL is " + hopLimit + ", this peer's must be " + peer.minHopLimit() + ".."
                                + peer.maxHopLimit()));
    }

    private Optional<Rejected> refuseStranger(IpAddress source) {
        boolean isStranger =
                config.path().peersOnly() && config.path().peer(source).isEmpty();
        return isStranger ? rejected(DiscardReason.UNKNOWN_PEER, source + " is not in unicast_peer") : Optional.empty();
    }

    private Optional<Rejected> refuseAuthentication(Advertisement advert) {
        if (config.version() == 3) {
            return Optional.empty();
        }
        int ours = config.authentication().type();
        int theirs = advert.authentication().type();
        if (ours != theirs) {
            return rejected(
                    DiscardReason.AUTH_TYPE,
                    "authentication is " + advert.authentication() + ", ours is " + config.authentication());
        }
        // RFC 3768 section 5.3.10: with type 0 the data has no meaning.
        boolean same = ours == 0
                || MessageDigest.isEqual(
                        config.authentication().data().toByteArray(),
                        advert.authentication().data().toByteArray());
        return same ? Optional.empty() : rejected(DiscardReason.AUTH_FAILURE, "the password is not ours");
    }

    private Optional<Rejected> refuseInterval(Advertisement advert) {
        int ours = config.advertIntervalCentis();
        int theirs = advert.intervalCentis();
        if (config.version() == 2 && theirs != ours) {
            // RFC 3768 section 7.1. VRRPv3 adopts the master's interval instead (RFC 9568 section 7.1).
            return rejected(
                    DiscardReason.ADVERT_INTERVAL, "interval is " + theirs / 100 + "s, ours is " + ours / 100 + "s");
        }
        if (config.version() == 3 && theirs > ADOPTION_CAP * ours) {
            return rejected(
                    DiscardReason.ADVERT_INTERVAL,
                    "interval is " + theirs * 10 + "ms, more than " + ADOPTION_CAP + " times ours of " + ours * 10
                            + "ms");
        }
        return Optional.empty();
    }

    private Optional<Rejected> refuseAddresses(Advertisement advert) {
        Set<IpAddress> common = new HashSet<>(advert.addresses());
        List<IpAddress> ours = config.advertisedAddresses();
        common.retainAll(Set.copyOf(ours));
        if (common.isEmpty()) {
            return rejected(
                    DiscardReason.ADDRESS_LIST,
                    "a stranger uses our virtual router id: its addresses are " + advert.addresses() + ", ours "
                            + ours);
        }
        return Optional.empty();
    }

    private static Optional<Rejected> rejected(DiscardReason reason, String detail) {
        return Optional.of(new Rejected(reason, detail));
    }

    private static String text(long nanos) {
        return Duration.ofNanos(nanos).toMillis() + "ms";
    }
}
