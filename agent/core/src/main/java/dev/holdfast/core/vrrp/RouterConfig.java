package dev.holdfast.core.vrrp;

import dev.holdfast.core.auth.HeaderKey;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.wire.Authentication;
import dev.holdfast.core.wire.ChecksumForm;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One virtual router as the operator wants it. An object that exists is legal.
 *
 * @param name the instance's name, for people
 * @param key interface, family and VRID
 * @param version 2 or 3; IPv6 is always 3
 * @param priority 1 to 255; 255 is the address owner
 * @param advertIntervalNanos how often a master advertises; whole seconds up to 255 s in VRRPv2, whole centiseconds up to
 *     40.95 s in VRRPv3
 * @param preempt whether to take over from a living master of lower priority; the owner always does (RFC 9568 section
 *     6.1)
 * @param preemptDelayNanos for how long a backup respects a living master of lower priority before it takes over, 0 to
 *     1,000 s; the owner never does
 * @param downTimerAdverts how many missed adverts make a takeover, 1 to 100; the RFC says 3
 * @param addresses the virtual addresses: 1 to 255 in the order of the adverts, and up to 1,000 that are not advertised,
 *     of any family
 * @param path how adverts travel
 * @param vmac the macvlan with the virtual MAC address; empty for the interface's own
 * @param authentication VRRPv2 only
 * @param header the key of the authentication header around VRRPv2 adverts; there exactly when the type of
 *     {@code authentication} says so
 * @param hmac how adverts are signed; empty for not at all. Not beside another authentication
 * @param sentChecksum which checksum VRRPv3 adverts on IPv4 carry
 * @param pinnedChecksum the one checksum reading to accept; empty for either
 * @param leaseSeconds the kernel lease of the addresses; 0 for none
 * @param announcing how often a master tells the link who answers for the addresses
 * @param scripts what to run when the state changes
 * @param tracked what moves the priority, or makes a FAULT
 * @param routing the routes and rules of a master, routes first
 * @param heartbeats further interfaces over which adverts travel as well, at most 4
 */
public record RouterConfig(
        String name,
        RouterKey key,
        int version,
        Priority priority,
        long advertIntervalNanos,
        boolean preempt,
        long preemptDelayNanos,
        int downTimerAdverts,
        List<VirtualAddress> addresses,
        AdvertPath path,
        Optional<Vmac> vmac,
        Authentication authentication,
        Optional<HeaderKey> header,
        Optional<HmacPolicy> hmac,
        ChecksumForm sentChecksum,
        Optional<ChecksumForm> pinnedChecksum,
        int leaseSeconds,
        Announcing announcing,
        NotifyScripts scripts,
        List<Tracked> tracked,
        List<RoutingEntry> routing,
        List<InterfaceName> heartbeats) {
    public static final int DEFAULT_DOWN_TIMER_ADVERTS = 3;

    /** The count has one octet in an advert. */
    public static final int MAX_ADVERTISED = 255;

    /** Each is ordered with every renewal of the lease and announced with every round. */
    public static final int MAX_EXCLUDED = 1000;

    /** An advert is sent over each; one cross-over cable is what most have, two what the careful have. */
    public static final int MAX_HEARTBEATS = 4;

    /** keepalived's limit. */
    public static final long MAX_PREEMPT_DELAY_NANOS = 1_000_000_000_000L;

    private static final long CENTI = 10_000_000L;

    public RouterConfig {
        addresses = List.copyOf(addresses);
        tracked = List.copyOf(tracked);
        routing = List.copyOf(routing);
        heartbeats = List.copyOf(heartbeats);
        require(version == 3 || (version == 2 && key.family().version() == 4), "version 2 is for IPv4 alone");
        require(priority.value() >= 1, "priority must be 1..255");
        require(downTimerAdverts >= 1 && downTimerAdverts <= 100, "down_timer_adverts must be 1..100");
        long centis = advertIntervalNanos / CENTI;
        require(advertIntervalNanos % CENTI == 0 && centis >= 1, "advert_int must be whole centiseconds above zero");
        require(version == 3 || (centis % 100 == 0 && centis <= 25_500), "advert_int of version 2 must be 1..255 s");
        require(version == 2 || centis <= 4095, "advert_int of version 3 must be 0.01..40.95 s");
        require(
                preemptDelayNanos >= 0 && preemptDelayNanos <= MAX_PREEMPT_DELAY_NANOS,
                "preempt_delay must be 0..1000 s");
        long advertised = addresses.stream().filter(VirtualAddress::advertised).count();
        require(advertised >= 1 && advertised <= MAX_ADVERTISED, "1 to 255 virtual addresses in the adverts");
        require(addresses.size() - advertised <= MAX_EXCLUDED, "at most 1000 virtual addresses beside the adverts");
        for (VirtualAddress address : addresses) {
            boolean fits = !address.advertised() || address.prefix().family() == key.family();
            require(fits, "all advertised addresses of one family");
        }
        require(version == 2 || authentication.type() == 0, "authentication is for version 2 alone");
        require(header.isPresent() == authentication.isHeader(), "a header needs a key");
        require(hmac.isEmpty() || authentication.type() == 0, "one kind of authentication at a time");
        require(vmac.isEmpty() || vmac.get().router().equals(key), "the macvlan of another router");
        require(leaseSeconds >= 0, "a lease is not negative");
        boolean distinct = Set.copyOf(heartbeats).size() == heartbeats.size() && !heartbeats.contains(key.dev());
        require(
                distinct && heartbeats.size() <= MAX_HEARTBEATS,
                "at most 4 heartbeat links, each once, beside the own");
    }

    /** A router of version 3, priority 100 and 1 s, on the multicast group, without addresses yet. */
    public static RouterConfigBuilder builder(String name, RouterKey key) {
        return new RouterConfigBuilder(name, key);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The advert interval in centiseconds, as packets carry it. */
    public int advertIntervalCentis() {
        return (int) (advertIntervalNanos / CENTI);
    }

    /** The virtual address that is exactly this prefix on this interface, if there is one. */
    public Optional<VirtualAddress> addressOn(InterfaceName dev, IpPrefix prefix) {
        return addresses.stream().filter(address -> address.isAt(dev, prefix)).findFirst();
    }

    /** The virtual addresses that another configuration does not have, or has with other attributes. */
    public List<VirtualAddress> addressesNotIn(RouterConfig other) {
        return addresses.stream()
                .filter(address -> other.addresses.stream().noneMatch(address::isSameInKernel))
                .toList();
    }

    /** The virtual addresses without their networks, as adverts list them. */
    public List<IpAddress> advertisedAddresses() {
        return addresses.stream()
                .filter(VirtualAddress::advertised)
                .map(VirtualAddress::address)
                .toList();
    }
}
