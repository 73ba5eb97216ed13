package dev.holdfast.agent.config;

import dev.holdfast.agent.config.VirtualAddressesReader.Located;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.Announcing;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;
import java.util.Optional;

/** Reads one {@code vrrp_instance}. */
final class InstanceReader {
    private final GlobalConfig global;
    private final Host host;
    private final Definitions definitions;
    private final VmacReader vmacs = new VmacReader();

    /**
     * What could be read of an instance, for the checks across instances.
     *
     * @param config the whole; empty when something in it is wrong
     */
    record Draft(
            String name,
            Section section,
            Optional<RouterKey> key,
            List<Located> addresses,
            Optional<RouterConfig> config) {}

    InstanceReader(GlobalConfig global, Host host, Definitions definitions) {
        this.global = global;
        this.host = host;
        this.definitions = definitions;
    }

    Draft read(String name, Section section) {
        Optional<InterfaceName> dev = section.required("interface").flatMap(InterfaceNames::read);
        Optional<Vrid> vrid = section.required("virtual_router_id")
                .flatMap(value -> value.integer(1, 255))
                .map(Vrid::new);
        boolean hasVmac = VmacReader.isWanted(section);
        // The name of a macvlan depends on the family, which the addresses tell.
        List<Located> addresses = VirtualAddressesReader.read(
                section, dev.filter(it -> !hasVmac).or(() -> Optional.of(InterfaceNames.UNKNOWN)));
        IpFamily family = addresses.stream()
                .filter(located -> located.address().advertised())
                .map(located -> located.address().address().family())
                .findFirst()
                .orElse(IpFamily.IPV4);
        Optional<RouterKey> key = dev.flatMap(d -> vrid.map(v -> new RouterKey(d, family, v)));
        Optional<Vmac> vmac = key.filter(k -> hasVmac).flatMap(k -> vmacs.read(section, k));
        List<Located> placed = vmac.map(it -> place(addresses, it)).orElse(addresses);
        Parts parts = parts(section, family, dev, vmac);
        boolean sound = section.problems().errorCount() == 0;
        // With an error anywhere nothing will be used, and an object that exists must be legal.
        Optional<RouterConfig> config = key.filter(k -> sound).map(k -> parts.assemble(name, k, placed));
        return new Draft(name, section, addresses.isEmpty() ? Optional.empty() : key, placed, config);
    }

    private static List<Located> place(List<Located> addresses, Vmac vmac) {
        return addresses.stream()
                .map(located -> new Located(onMacvlan(located.address(), vmac), located.value()))
                .toList();
    }

    /** Where the file names no interface. */
    private static VirtualAddress onMacvlan(VirtualAddress address, Vmac vmac) {
        return address.dev().equals(InterfaceNames.UNKNOWN) ? address.on(vmac.dev()) : address;
    }

    private Parts parts(Section section, IpFamily family, Optional<InterfaceName> dev, Optional<Vmac> vmac) {
        Timing timing = Timing.read(section, family, global.vrrpVersion());
        Election election = Election.read(section);
        AdvertPath path = AdvertPathReader.read(section, family, global);
        AuthenticationReader.Legacy authentication = AuthenticationReader.read(section, timing.version(), host);
        Optional<HmacPolicy> hmac = AuthHmacReader.read(section, timing, host);
        Checksums checksums = Checksums.read(section, family, timing.version());
        int leaseSeconds = LeaseReader.read(section, timing);
        List<InterfaceName> heartbeats = HeartbeatsReader.read(section, dev, vmac);
        Announcing announcing = GarpSettings.read(section, "").or(global.garp()).announcing(family);
        NotifyScripts scripts = new NotifyScriptsReader(global, host).read(section);
        List<Tracked> tracked = tracked(section, election, dev);
        List<RoutingEntry> routing = new RoutingReader(host).read(section, "virtual", family);
        return new Parts(
                timing,
                election,
                path,
                vmac,
                authentication,
                hmac,
                checksums,
                leaseSeconds,
                announcing,
                scripts,
                tracked,
                routing,
                heartbeats);
    }

    private List<Tracked> tracked(Section section, Election election, Optional<InterfaceName> dev) {
        List<TrackedReader.Located> tracked = TrackedReader.read(section, definitions);
        WeightAdvice.give(tracked, election.priority(), dev);
        return tracked.stream().map(TrackedReader.Located::tracked).toList();
    }

    private record Parts(
            Timing timing,
            Election election,
            AdvertPath path,
            Optional<Vmac> vmac,
            AuthenticationReader.Legacy authentication,
            Optional<HmacPolicy> hmac,
            Checksums checksums,
            int leaseSeconds,
            Announcing announcing,
            NotifyScripts scripts,
            List<Tracked> tracked,
            List<RoutingEntry> routing,
            List<InterfaceName> heartbeats) {

        RouterConfig assemble(String name, RouterKey key, List<Located> addresses) {
            return RouterConfig.builder(name, key)
                    .version(timing.version())
                    .priority(election.priority())
                    .advertIntervalNanos(timing.advertIntervalNanos())
                    .preempt(election.preempt())
                    .preemptDelayNanos(election.preemptDelayNanos())
                    .downTimerAdverts(timing.downTimerAdverts())
                    .addresses(addresses.stream().map(Located::address).toList())
                    .path(path)
                    .vmac(vmac)
                    .authentication(authentication.authentication())
                    .header(authentication.header())
                    .hmac(hmac)
                    .sentChecksum(checksums.sent())
                    .pinnedChecksum(checksums.pinned())
                    .leaseSeconds(leaseSeconds)
                    .announcing(announcing)
                    .scripts(scripts)
                    .tracked(tracked)
                    .routing(routing)
                    .heartbeats(heartbeats)
                    .build();
        }
    }
}
