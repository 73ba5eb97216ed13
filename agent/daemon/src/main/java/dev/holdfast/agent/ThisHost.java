package dev.holdfast.agent;

import dev.holdfast.agent.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the commands know of the machine. */
final class ThisHost {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private ThisHost() {}

    static ConfigLoader configLoader() {
        return ConfigLoader.forThisHost(name());
    }

    /** From the kernel: asking for it by way of InetAddress may ask a name server. */
    private static String name() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException unreadable) {
            return "localhost"; // Only a name in status and metrics; router_id can say better.
        }
    }
}
