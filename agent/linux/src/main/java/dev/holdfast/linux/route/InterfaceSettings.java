package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.port.Outcome;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;

/**
 * The kernel's settings of interfaces, {@code net.ipv4.conf} and {@code net.ipv6.conf}. What is seen are those of the
 * calling thread's network namespace, which is the agent loop's.
 */
final class InterfaceSettings {
    private static final Path ROOT = Path.of("/proc/sys/net");

    private InterfaceSettings() {}

    /** A setting; empty where it does not exist, as on a kernel without IPv6. */
    static OptionalInt read(IpFamily family, InterfaceName dev, String key) {
        try {
            String text = Files.readString(file(family, dev, key)).strip();
            return OptionalInt.of(Integer.parseInt(text));
        } catch (IOException | NumberFormatException absent) {
            return OptionalInt.empty();
        }
    }

    /** Sets it, unless it is so, and reads it back. One that does not exist is not needed. */
    static Outcome set(IpFamily family, InterfaceName dev, String key, int value) {
        OptionalInt before = read(family, dev, key);
        if (before.isEmpty() || before.getAsInt() == value) {
            return Outcome.DONE;
        }
        String object = "net.ipv" + family.version() + ".conf." + dev + "." + key + "=" + value;
        try {
            Files.writeString(file(family, dev, key), value + "\n", StandardOpenOption.WRITE);
        } catch (FileSystemException refused) {
            return Outcome.failed("set", object, refused.getReason() + " (systemd: ProtectKernelTunables=no)");
        } catch (IOException refused) {
            return Outcome.failed("set", object, String.valueOf(refused.getMessage()));
        }
        OptionalInt after = read(family, dev, key);
        return after.equals(OptionalInt.of(value))
                ? Outcome.DONE
                : Outcome.failed("set", object, "reads back " + (after.isPresent() ? after.getAsInt() : "nothing"));
    }

    private static Path file(IpFamily family, InterfaceName dev, String key) {
        return ROOT.resolve("ipv" + family.version())
                .resolve("conf")
                .resolve(dev.value())
                .resolve(key);
    }
}
