package dev.holdfast.agent.config;

import dev.holdfast.agent.config.VirtualAddressesReader.Located;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Authentication;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one {@code vrrp_instance}. */
final class InstanceReader {
    private static final Map<String, RouterState> NOTIFY_KEYS = Map.of(
            "notify_master", RouterState.MASTER,
            "notify_backup", RouterState.BACKUP,
            "notify_fault", RouterState.FAULT,
            "notify_stop", RouterState.STOPPED);

    private final GlobalConfig global;
    private final Host host;

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

    InstanceReader(GlobalConfig global, Host host) {
        this.global = global;
        this.host = host;
    }

    Draft read(String name, Section section) {
        Optional<InterfaceName> dev = section.required("interface").flatMap(InterfaceNames::read);
        Optional<Vrid> vrid = section.required("virtual_router_id")
                .flatMap(value -> value.integer(1, 255))
                .map(Vrid::new);
        List<Located> addresses = VirtualAddressesReader.read(section, dev.orElse(InterfaceNames.UNKNOWN));
        IpFamily family = addresses.stream()
                .map(located -> located.address().address().family())
                .findFirst()
                .orElse(IpFamily.IPV4);
        Optional<RouterKey> key = dev.flatMap(d -> vrid.map(v -> new RouterKey(d, family, v)));
        Parts parts = parts(section, family);
        boolean sound = section.problems().errorCount() == 0;
        // With an error anywhere nothing will be used, and an object that exists must be legal.
        Optional<RouterConfig> config = key.filter(k -> sound).map(k -> parts.assemble(name, k, addresses));
        return new Draft(name, section, addresses.isEmpty() ? Optional.empty() : key, addresses, config);
    }

    private Parts parts(Section section, IpFamily family) {
        Timing timing = Timing.read(section, family, global.vrrpVersion());
        Election election = Election.read(section);
        AdvertPath path = AdvertPathReader.read(section, family, global);
        Authentication authentication = AuthenticationReader.read(section, timing.version(), host);
        Checksums checksums = Checksums.read(section, family, timing.version());
        int leaseSeconds = LeaseReader.read(section, timing);
        return new Parts(timing, election, path, authentication, checksums, leaseSeconds, scripts(section));
    }

    private NotifyScripts scripts(Section section) {
        ScriptReader reader = new ScriptReader(global, host);
        Map<RouterState, ScriptCommand> byState = new EnumMap<>(RouterState.class);
        NOTIFY_KEYS.forEach((key, state) ->
                section.value(key).flatMap(reader::read).ifPresent(command -> byState.put(state, command)));
        long timeout = NotifyTimeout.read(section).orElse(global.notifyTimeoutNanos());
        return new NotifyScripts(byState, section.value("notify").flatMap(reader::read), timeout);
    }

    private record Parts(
            Timing timing,
            Election election,
            AdvertPath path,
            Authentication authentication,
            Checksums checksums,
            int leaseSeconds,
            NotifyScripts scripts) {

        RouterConfig assemble(String name, RouterKey key, List<Located> addresses) {
            return new RouterConfig(
                    name,
                    key,
                    timing.version(),
                    election.priority(),
                    timing.advertIntervalNanos(),
                    election.preempt(),
                    timing.downTimerAdverts(),
                    addresses.stream().map(Located::address).toList(),
                    path,
                    authentication,
                    checksums.sent(),
                    checksums.pinned(),
                    leaseSeconds,
                    scripts);
        }
    }
}
