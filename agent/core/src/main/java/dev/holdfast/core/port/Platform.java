package dev.holdfast.core.port;

/** A machine, seen through all its ports. Opened, used and closed on the agent loop. */
public interface Platform extends AutoCloseable {
    AdvertisementTransport transport();

    AddressTable addresses();

    VmacTable vmacs();

    NeighbourAnnouncer neighbours();

    NeighbourWatch neighbourWatch();

    LinkMonitor links();

    RouteTable routes();

    RouteMonitor routeMonitor();

    @Override
    void close();
}
