package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.vrrp.AdvertPath;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code global_defs}. A value with a problem is replaced by its default, so that reading can go on. */
final class GlobalReader {
    private static final int DEFAULT_VERSION = 2;

    private GlobalReader() {}

    /** The settings of a file without the block. */
    static GlobalConfig defaults(Host host) {
        return new GlobalConfig(
                host.name(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                DEFAULT_VERSION,
                AdvertPath.IPV4_GROUP,
                AdvertPath.IPV6_GROUP,
                true,
                0,
                GarpSettings.NONE,
                NotifyScripts.DEFAULT_TIMEOUT_NANOS,
                Optional.of(GlobalConfig.DEFAULT_CONTROL_SOCKET));
    }

    static GlobalConfig read(Section section, Host host) {
        GlobalConfig defaults = defaults(host);
        section.value("dynamic_interfaces").ifPresent(GlobalReader::checkDynamic);
        return new GlobalConfig(
                section.value("router_id").flatMap(GlobalReader::routerId).orElse(defaults.routerId()),
                section.value("script_user").flatMap(UserName::read),
                section.value("net_namespace").flatMap(GlobalReader::netNamespace),
                section.integer("vrrp_rt_priority", 1, 99).map(OptionalInt::of).orElse(defaults.vrrpRtPriority()),
                section.integer("vrrp_version", 2, 3).orElse(defaults.vrrpVersion()),
                group(section, "vrrp_mcast_group4", defaults.mcastGroup4()),
                group(section, "vrrp_mcast_group6", defaults.mcastGroup6()),
                section.bool("enable_script_security").orElse(defaults.scriptSecurity()),
                startupDelayNanos(section),
                GarpSettings.read(section, "vrrp_"),
                NotifyTimeout.read(section).orElse(defaults.notifyTimeoutNanos()),
                section.value("control_socket").map(ControlSocket::read).orElse(defaults.controlSocket()));
    }

    /** Interfaces come and go; there is nothing to switch on. */
    private static void checkDynamic(Value value) {
        boolean dynamic = value.scalar().filter("allow_if_changes"::equals).isPresent()
                || value.bool().orElse(true);
        if (!dynamic) {
            value.error("cannot be switched off: an interface that is missing is a FAULT, which ends when it comes");
        }
    }

    private static long startupDelayNanos(Section section) {
        Optional<Value> alias = section.value("startup_delay");
        Optional<Long> ours = alias.flatMap(GlobalReader::delay);
        Optional<Long> keepaliveds = section.value("vrrp_startup_delay").flatMap(GlobalReader::delay);
        if (ours.isPresent() && keepaliveds.isPresent() && !ours.equals(keepaliveds)) {
            alias.ifPresent(value -> value.error("contradicts vrrp_startup_delay on line "
                    + section.markOf("vrrp_startup_delay").line() + "; keep one of the two"));
        }
        return keepaliveds.or(() -> ours).orElse(0L);
    }

    private static Optional<Long> delay(Value value) {
        return value.durationNanos().filter(nanos -> {
            boolean fine = nanos <= Durations.HOUR;
            if (!fine) {
                value.error("must be 0..3600 seconds, was " + Durations.format(nanos));
            }
            return fine;
        });
    }

    private static Optional<String> routerId(Value value) {
        return value.text("a name").flatMap(text -> {
            boolean fine = text.equals(Excerpt.plain(text)) && !text.isBlank();
            if (!fine) {
                value.error("must be a name of 1..60 printable characters, was " + Excerpt.quoted(text));
            }
            return fine ? Optional.of(text) : Optional.empty();
        });
    }

    private static Optional<String> netNamespace(Value value) {
        return value.text("the name of a network namespace").flatMap(text -> {
            boolean fine = text.matches("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}");
            if (!fine) {
                value.error("must be the name of a network namespace, not a path, was " + Excerpt.quoted(text));
            }
            return fine ? Optional.of(text) : Optional.empty();
        });
    }

    private static IpAddress group(Section section, String key, IpAddress standard) {
        IpFamily family = standard.family();
        return section.value(key)
                .flatMap(value -> value.address().filter(address -> isGroup(value, address, family)))
                .orElse(standard);
    }

    private static boolean isGroup(Value value, IpAddress address, IpFamily family) {
        boolean fine = address.family() == family && address.isMulticast();
        if (!fine) {
            value.error("must be an IPv" + family.version() + " multicast address, was " + address);
        }
        return fine;
    }
}
