package dev.holdfast.core.port;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import java.util.Optional;

/**
 * How something of ours leaves this node; what is not said the kernel chooses.
 *
 * @param source the address that it comes from
 * @param port the port that it comes from, 0 for any
 * @param dev the only interface that it takes
 * @param mark for rules and the firewall, 0 for none
 */
public record Egress(Optional<IpAddress> source, int port, Optional<InterfaceName> dev, int mark) {
    /** As the kernel chooses. */
    public static final Egress ANY = new Egress(Optional.empty(), 0, Optional.empty(), 0);

    /** Whether nothing is said. */
    public boolean isAny() {
        return equals(ANY);
    }
}
