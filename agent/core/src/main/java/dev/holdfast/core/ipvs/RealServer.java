package dev.holdfast.core.ipvs;

/**
 * A server of a virtual service, as the kernel has it.
 *
 * @param at where it listens; NAT alone rewrites the port, so that others want the service's
 * @param weight its share, 0 or more; 0 takes no new connections and keeps those it has
 * @param upperThreshold above how many connections it gets no new ones, unsigned; 0 for no limit
 * @param lowerThreshold below how many it gets some again, unsigned; 0 for three quarters of the upper one
 */
public record RealServer(AddressPort at, Forwarding forwarding, int weight, int upperThreshold, int lowerThreshold) {
    /** The most that keepalived and ipvsadm take. */
    public static final int MAX_WEIGHT = 65535;

    public RealServer {
        if (weight < 0) {
            throw new IllegalArgumentException("a weight is 0 or more, was " + weight);
        }
        if (Integer.compareUnsigned(lowerThreshold, upperThreshold) > 0) {
            throw new IllegalArgumentException("the lower threshold is above the upper one");
        }
    }

    /** A server that takes any number of connections. */
    public static RealServer of(AddressPort at, Forwarding forwarding, int weight) {
        return new RealServer(at, forwarding, weight, 0, 0);
    }

    public RealServer withWeight(int other) {
        return new RealServer(at, forwarding, other, upperThreshold, lowerThreshold);
    }

    public RealServer withThresholds(int upper, int lower) {
        return new RealServer(at, forwarding, weight, upper, lower);
    }

    /**
     * The same as the kernel has it in a service. NAT leads to a port of the server's own; without one, and in any other
     * way, packets keep theirs.
     */
    public RealServer within(ServiceId service) {
        int own = forwarding.method() == Forwarding.Method.NAT ? at.port() : 0;
        AddressPort there = new AddressPort(at.address(), own != 0 ? own : service.port());
        return there.equals(at) ? this : new RealServer(there, forwarding, weight, upperThreshold, lowerThreshold);
    }
}
