package dev.holdfast.core.ipvs;

/**
 * How packets reach a real server.
 *
 * @param encapsulation IPIP, unless the method is TUN
 * @param tunnelPort the server's UDP port for GUE, 1 to 65535; 0 for everything else
 * @param checksum NONE, unless it is a GUE or GRE tunnel
 */
public record Forwarding(Method method, Encapsulation encapsulation, int tunnelPort, Checksum checksum) {
    public static final Forwarding NAT = plain(Method.NAT);
    public static final Forwarding DR = plain(Method.DR);

    /** Through an IPIP tunnel. */
    public static final Forwarding TUN = plain(Method.TUN);

    private static final int MAX_PORT = 65535;

    /** keepalived's words for it, with the names of ipvsadm: masquerading, gatewaying, IPIP. */
    public enum Method {
        /** Addresses are rewritten, and answers come back through the director. */
        NAT,
        /** The frame goes to the server's MAC address; the server answers the client itself. */
        DR,
        /** The packet goes inside another one; the server answers the client itself. */
        TUN
    }

    /** What a tunnel's packets look like. */
    public enum Encapsulation {
        IPIP,
        GUE,
        GRE
    }

    /** What protects the outer packet. */
    public enum Checksum {
        NONE,
        CHECKSUM,
        /** Remote checksum offload; GUE only. */
        REMOTE
    }

    public Forwarding {
        if (method != Method.TUN && encapsulation != Encapsulation.IPIP) {
            throw new IllegalArgumentException(method + " has no tunnel");
        }
        boolean isGue = encapsulation == Encapsulation.GUE;
        if (isGue ? tunnelPort < 1 || tunnelPort > MAX_PORT : tunnelPort != 0) {
            throw new IllegalArgumentException("GUE, and nothing else, has a port of 1..65535, was " + tunnelPort);
        }
        if (encapsulation == Encapsulation.IPIP && checksum != Checksum.NONE) {
            throw new IllegalArgumentException("IPIP has no checksum");
        }
        if (checksum == Checksum.REMOTE && !isGue) {
            throw new IllegalArgumentException("only GUE has a remote checksum");
        }
    }

    private static Forwarding plain(Method method) {
        return new Forwarding(method, Encapsulation.IPIP, 0, Checksum.NONE);
    }

    public static Forwarding gue(int port, Checksum checksum) {
        return new Forwarding(Method.TUN, Encapsulation.GUE, port, checksum);
    }

    public static Forwarding gre(Checksum checksum) {
        return new Forwarding(Method.TUN, Encapsulation.GRE, 0, checksum);
    }
}
