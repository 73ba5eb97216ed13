package dev.holdfast.core.conformance;

import dev.holdfast.core.auth.HeaderKey;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.Announcing;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Authentication;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes a virtual router: VRID 51 on eth0, priority 100, 1 s, preempting, unless a test says otherwise. */
final class Router {
    static final InterfaceName ETH0 = new InterfaceName("eth0");

    private static final long CENTI = 10_000_000L;

    private final int version;
    private final IpFamily family;
    private int priority = 100;
    private int centis = 100;
    private boolean preempt = true;
    private long preemptDelayNanos;
    private int downTimerAdverts = 3;
    private List<String> addresses;
    private Announcing announcing;
    private AdvertPath path;
    private Authentication authentication = Authentication.NONE;
    private Optional<HeaderKey> header = Optional.empty();
    private Optional<HmacPolicy> hmac = Optional.empty();

    private Router(int version, IpFamily family, String address, IpAddress group) {
        this.version = version;
        this.family = family;
        this.announcing = Announcing.standard(family);
        this.addresses = List.of(address);
        this.path = AdvertPath.multicast(group);
    }

    static Router v2() {
        return new Router(2, IpFamily.IPV4, "192.0.2.100/24", AdvertPath.IPV4_GROUP);
    }

    static Router v3() {
        return new Router(3, IpFamily.IPV4, "192.0.2.100/24", AdvertPath.IPV4_GROUP);
    }

    static Router v3OnIpv6() {
        return new Router(3, IpFamily.IPV6, "fe80::100/64", AdvertPath.IPV6_GROUP);
    }

    Router priority(int value) {
        priority = value;
        return this;
    }

    Router centis(int value) {
        centis = value;
        return this;
    }

    Router noPreempt() {
        preempt = false;
        return this;
    }

    Router preemptDelay(long nanos) {
        preemptDelayNanos = nanos;
        return this;
    }

    Router downTimerAdverts(int value) {
        downTimerAdverts = value;
        return this;
    }

    Router announcing(Announcing value) {
        announcing = value;
        return this;
    }

    Router addresses(String... prefixes) {
        addresses = List.of(prefixes);
        return this;
    }

    Router unicast(String... peers) {
        path = AdvertPath.unicast(
                Optional.empty(), Stream.of(peers).map(IpAddress::parse).toList());
        return this;
    }

    Router path(AdvertPath value) {
        path = value;
        return this;
    }

    Router password(String password) {
        authentication = Authentication.password(password);
        return this;
    }

    /** In an authentication header. */
    Router header(String password) {
        authentication = Authentication.HEADER;
        header = Optional.of(HeaderKey.of(password));
        return this;
    }

    Router signing(HmacPolicy policy) {
        hmac = Optional.of(policy);
        return this;
    }

    RouterConfig build() {
        return RouterConfig.builder("VI_1", new RouterKey(ETH0, family, new Vrid(51)))
                .version(version)
                .priority(new Priority(priority))
                .advertIntervalNanos(centis * CENTI)
                .preempt(preempt)
                .preemptDelayNanos(preemptDelayNanos)
                .downTimerAdverts(downTimerAdverts)
                .addresses(addresses.stream()
                        .map(prefix -> VirtualAddress.of(prefix, ETH0))
                        .toList())
                .path(path)
                .announcing(announcing)
                .authentication(authentication)
                .header(header)
                .hmac(hmac)
                .build();
    }
}
