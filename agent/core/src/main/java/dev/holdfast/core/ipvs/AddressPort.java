package dev.holdfast.core.ipvs;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;

/**
 * Where a service or a server listens. Of the servers of one service, this tells them apart.
 *
 * @param port 0 to 65535; 0 means every port
 */
public record AddressPort(IpAddress address, int port) implements Comparable<AddressPort> {
    private static final int MAX_PORT = 65535;

    public AddressPort {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is 0.." + MAX_PORT + ", was " + port);
        }
    }

    public static AddressPort of(String address, int port) {
        return new AddressPort(IpAddress.parse(address), port);
    }

    public IpFamily family() {
        return address.family();
    }

    /** By address, then by port. */
    @Override
    public int compareTo(AddressPort other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    /** {@code 192.0.2.10:80}, {@code [2001:db8::10]:80}. */
    @Override
    public String toString() {
        return family() == IpFamily.IPV4 ? address + ":" + port : "[" + address + "]:" + port;
    }
}
