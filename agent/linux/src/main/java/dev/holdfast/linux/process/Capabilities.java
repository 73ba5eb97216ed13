package dev.holdfast.linux.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the calling thread may do; in a JVM all threads may the same unless somebody arranged otherwise. */
public final class Capabilities {
    /** Without these no virtual router works: addresses need the first, raw and packet sockets the second. */
    public static final Set<Capability> REQUIRED = Set.of(Capability.NET_ADMIN, Capability.NET_RAW);

    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final String EFFECTIVE = "CapEff:";

    private final Set<Capability> effective;

    private Capabilities(Set<Capability> effective) {
        this.effective = effective;
    }

    /**
     * Those in effect for the calling thread now. Reads a file: not for the agent loop.
     *
     * @throws UncheckedIOException when /proc is not mounted
     */
    public static Capabilities ofThisThread() {
        try {
            return parse(Files.readAllLines(STATUS));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read capabilities from " + STATUS, unreadable);
        }
    }

    /** Reads the lines of a status file; one without the line we look for gives no capability. */
    static Capabilities parse(List<String> status) {
        long mask = status.stream()
                .filter(line -> line.startsWith(EFFECTIVE))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring(EFFECTIVE.length()).strip(), 16))
                .findFirst()
                .orElse(0);
        Set<Capability> effective = EnumSet.noneOf(Capability.class);
        for (Capability capability : Capability.values()) {
            if (capability.isIn(mask)) {
                effective.add(capability);
            }
        }
        return new Capabilities(effective);
    }

    /** Which of these are not there, in the order of their numbers. */
    public List<Capability> missing(Collection<Capability> wanted) {
        return wanted.stream()
                .filter(capability -> !effective.contains(capability))
                .sorted()
                .toList();
    }
}
