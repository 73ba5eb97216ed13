package dev.holdfast.agent.config;

import dev.holdfast.core.ipvs.AddressPort;
import java.util.Optional;

/** An address and a port as keepalived writes them, with a space between. */
final class AddressPorts {
    static final String COMPLAINT = "must be an address and a port such as \"192.0.2.11 80\"";

    private static final int MAX_PORT = 65_535;

    private AddressPorts() {}

    /** @param defaultPort where none is written */
    static Optional<AddressPort> parse(String text, int defaultPort) {
        String[] words = text.split(" ", -1);
        Optional<Integer> port = words.length == 1 ? Optional.of(defaultPort) : Numbers.parse(words[1], 1, MAX_PORT);
        return words.length > 2
                ? Optional.empty()
                : Addresses.parse(words[0]).flatMap(address -> port.map(number -> new AddressPort(address, number)));
    }
}
