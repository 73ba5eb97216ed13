package dev.holdfast.core.vrrp;

import dev.holdfast.core.auth.HeaderKey;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.net.InterfaceName;
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

/** Collects what differs from the defaults of a {@link RouterConfig}, whose components explain themselves there. */
public final class RouterConfigBuilder {
    private final String name;
    private final RouterKey key;
    private int version = 3;
    private Priority priority = new Priority(100);
    private long advertIntervalNanos = 1_000_000_000L;
    private boolean preempt = true;
    private long preemptDelayNanos;
    private int downTimerAdverts = RouterConfig.DEFAULT_DOWN_TIMER_ADVERTS;
    private List<VirtualAddress> addresses = List.of();
    private AdvertPath path;
    private Optional<Vmac> vmac = Optional.empty();
    private Authentication authentication = Authentication.NONE;
    private Optional<HeaderKey> header = Optional.empty();
    private Optional<HmacPolicy> hmac = Optional.empty();
    private ChecksumForm sentChecksum = ChecksumForm.PSEUDO_HEADER;
    private Optional<ChecksumForm> pinnedChecksum = Optional.empty();
    private int leaseSeconds = Lease.OFF;
    private Announcing announcing;
    private NotifyScripts scripts = NotifyScripts.NONE;
    private List<Tracked> tracked = List.of();
    private List<RoutingEntry> routing = List.of();
    private List<InterfaceName> heartbeats = List.of();

    RouterConfigBuilder(String name, RouterKey key) {
        this.name = name;
        this.key = key;
        this.announcing = Announcing.standard(key.family());
        this.path = AdvertPath.multicast(
                switch (key.family()) {
                    case IPV4 -> AdvertPath.IPV4_GROUP;
                    case IPV6 -> AdvertPath.IPV6_GROUP;
                });
    }

    public RouterConfigBuilder version(int value) {
        version = value;
        return this;
    }

    public RouterConfigBuilder priority(Priority value) {
        priority = value;
        return this;
    }

    public RouterConfigBuilder advertIntervalNanos(long value) {
        advertIntervalNanos = value;
        return this;
    }

    public RouterConfigBuilder preempt(boolean value) {
        preempt = value;
        return this;
    }

    public RouterConfigBuilder preemptDelayNanos(long value) {
        preemptDelayNanos = value;
        return this;
    }

    public RouterConfigBuilder downTimerAdverts(int value) {
        downTimerAdverts = value;
        return this;
    }

    public RouterConfigBuilder addresses(List<VirtualAddress> value) {
        addresses = value;
        return this;
    }

    public RouterConfigBuilder path(AdvertPath value) {
        path = value;
        return this;
    }

    public RouterConfigBuilder vmac(Optional<Vmac> value) {
        vmac = value;
        return this;
    }

    public RouterConfigBuilder authentication(Authentication value) {
        authentication = value;
        return this;
    }

    public RouterConfigBuilder header(Optional<HeaderKey> value) {
        header = value;
        return this;
    }

    public RouterConfigBuilder hmac(Optional<HmacPolicy> value) {
        hmac = value;
        return this;
    }

    public RouterConfigBuilder sentChecksum(ChecksumForm value) {
        sentChecksum = value;
        return this;
    }

    public RouterConfigBuilder pinnedChecksum(Optional<ChecksumForm> value) {
        pinnedChecksum = value;
        return this;
    }

    public RouterConfigBuilder leaseSeconds(int value) {
        leaseSeconds = value;
        return this;
    }

    public RouterConfigBuilder announcing(Announcing value) {
        announcing = value;
        return this;
    }

    public RouterConfigBuilder scripts(NotifyScripts value) {
        scripts = value;
        return this;
    }

    public RouterConfigBuilder tracked(List<Tracked> value) {
        tracked = value;
        return this;
    }

    public RouterConfigBuilder routing(List<RoutingEntry> value) {
        routing = value;
        return this;
    }

    public RouterConfigBuilder heartbeats(List<InterfaceName> value) {
        heartbeats = value;
        return this;
    }

    /**
     * The router that was described.
     *
     * @throws IllegalArgumentException when it is not legal
     */
    public RouterConfig build() {
        return new RouterConfig(
                name,
                key,
                version,
                priority,
                advertIntervalNanos,
                preempt,
                preemptDelayNanos,
                downTimerAdverts,
                addresses,
                path,
                vmac,
                authentication,
                header,
                hmac,
                sentChecksum,
                pinnedChecksum,
                leaseSeconds,
                announcing,
                scripts,
                tracked,
                routing,
                heartbeats);
    }
}
