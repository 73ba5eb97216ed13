package dev.holdfast.agent.boot;

import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.notify.AgentRights;
import dev.holdfast.linux.process.Capabilities;
import dev.holdfast.linux.process.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the agent may do, and what it needs. Better to say so at the start than to be master without an address. */
final class Privileges {
    private static final Path SELF = Path.of("/proc/self");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int SETPCAP_BIT = 8;

    private static final Map<Capability, String> PURPOSES = new EnumMap<>(Map.of(
            Capability.NET_ADMIN, "to put virtual addresses on interfaces",
            Capability.NET_RAW, "to send and receive adverts",
            Capability.SYS_ADMIN, "to enter the network namespace of net_namespace"));

    private Privileges() {}

    /** @throws StartFailure naming everything that is missing and what for */
    static void check(AgentConfig config) throws StartFailure {
        Set<Capability> needed = new HashSet<>(Capabilities.REQUIRED);
        if (config.global().netNamespace().isPresent()) {
            needed.add(Capability.SYS_ADMIN);
        }
        List<Capability> missing = Capabilities.ofThisThread().missing(needed);
        if (!missing.isEmpty()) {
            List<String> words = missing.stream()
                    .map(capability -> capability + " (" + PURPOSES.getOrDefault(capability, "needed") + ")")
                    .toList();
            throw new StartFailure(
                    ExitCode.NO_PERMISSION,
                    "missing privilege: " + String.join(", ", words)
                            + "; run as root, or grant it as an ambient capability");
        }
    }

    /** What the agent may do to the process of a script. */
    static AgentRights towardsScripts() {
        try {
            boolean isRoot = Integer.valueOf(0).equals(Files.getAttribute(SELF, "unix:uid"));
            return new AgentRights(isRoot, hasSetpcap(Files.readAllLines(STATUS)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("/proc is not mounted", unreadable);
        }
    }

    private static boolean hasSetpcap(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring("CapEff:".length()).strip(), 16))
                .anyMatch(mask -> (mask >>> SETPCAP_BIT & 1) == 1);
    }
}
