package dev.holdfast.agent.config;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.port.Egress;
import java.util.Optional;

/** Reads how a check of a real server leaves this node. */
final class EgressReader {
    private static final int MAX_PORT = 65_535;

    private EgressReader() {}

    /** @param target where the check goes */
    static Egress read(Section section, IpAddress target) {
        Optional<IpAddress> source = section.value("bindto")
                .flatMap(value -> value.address().filter(address -> {
                    boolean fine = address.family() == target.family();
                    if (!fine) {
                        value.error("must be IPv" + target.family().version() + " as " + target + " is");
                    }
                    return fine;
                }));
        Optional<InterfaceName> dev = section.value("bind_if").flatMap(InterfaceNames::read);
        return new Egress(
                source, number(section, "bind_port", MAX_PORT), dev, number(section, "fwmark", Integer.MAX_VALUE));
    }

    private static int number(Section section, String key, int most) {
        return section.integer(key, 1, most).orElse(0);
    }
}
