package dev.holdfast.linux;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.linux.lab.RecordingLoop;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.process.Capabilities;
import java.util.List;
import java.util.Optional;

/** Tries everything with what privileges there are, and prints how it went. */
final class UnprivilegedProbe {
    private UnprivilegedProbe() {}

    public static void main(String[] arguments) {
        InterfaceName eth0 = new InterfaceName("eth0");
        RouterKey router = new RouterKey(eth0, IpFamily.IPV4, new Vrid(51));
        System.out.println("missing " + Capabilities.ofThisThread().missing(Capabilities.REQUIRED));
        try (LinuxPlatform platform = LinuxPlatform.open(new RecordingLoop())) {
            print("addresses", platform.addresses().install(List.of(VirtualAddress.of("192.0.2.100/24", eth0)), 30));
            print(
                    "transport",
                    platform.transport()
                            .open(new TransportSpec(
                                    router,
                                    2,
                                    Optional.of(IpAddress.parse("224.0.0.18")),
                                    List.of(),
                                    255,
                                    Optional.empty())));
        } catch (ErrnoException refused) {
            System.out.println("platform " + refused.getMessage());
        }
    }

    private static void print(String port, Outcome outcome) {
        System.out.println(port + " " + outcome.failure().map(Object::toString).orElse("done"));
    }
}
