package dev.holdfast.core.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import java.util.Optional;

/**
 * Where a route sends packets: to a gateway, over an interface, or both.
 *
 * @param weight its share among several, 1 to 256
 * @param onlink whether the gateway is on the interface's link whatever the addresses say
 */
public record NextHop(Optional<IpAddress> via, Optional<InterfaceName> dev, int weight, boolean onlink) {
    public NextHop {
        if (via.isEmpty() && dev.isEmpty()) {
            throw new IllegalArgumentException("a next hop has a gateway, an interface or both");
        }
        if (weight < 1 || weight > 256) {
            throw new IllegalArgumentException("a weight is 1..256");
        }
        if (onlink && (via.isEmpty() || dev.isEmpty())) {
            throw new IllegalArgumentException("onlink needs a gateway and an interface");
        }
    }

    boolean isFulfilledBy(NextHop seen) {
        boolean sameGateway = via.isEmpty() || via.equals(seen.via);
        boolean sameDevice = dev.isEmpty() || dev.equals(seen.dev);
        return sameGateway && sameDevice && weight == seen.weight;
    }

    @Override
    public String toString() {
        String text = via.map(address -> " via " + address).orElse("")
                + dev.map(name -> " dev " + name).orElse("")
                + (onlink ? " onlink" : "");
        return text.strip();
    }
}
