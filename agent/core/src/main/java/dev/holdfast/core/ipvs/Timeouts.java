package dev.holdfast.core.ipvs;

/**
 * After how many seconds of silence a connection is forgotten, for all services. 0 leaves the kernel's as it is.
 *
 * @param tcp of an established connection, 900 unless set
 * @param tcpFin of one that was closed by one side, 120 unless set
 * @param udp between two datagrams, 300 unless set
 */
public record Timeouts(int tcp, int tcpFin, int udp) {
    /** All stay as the kernel has them. */
    public static final Timeouts UNCHANGED = new Timeouts(0, 0, 0);

    public Timeouts {
        if (tcp < 0 || tcpFin < 0 || udp < 0) {
            throw new IllegalArgumentException("timeouts are 0 or more seconds");
        }
    }

    /** Whether the kernel, which has these, has what is wanted. */
    public boolean areFulfilledBy(Timeouts seen) {
        return isFulfilled(tcp, seen.tcp) && isFulfilled(tcpFin, seen.tcpFin) && isFulfilled(udp, seen.udp);
    }

    /** With those of {@code before} where nothing is said any more and something of ours is in force. */
    public Timeouts restoring(Timeouts ours, Timeouts before) {
        return new Timeouts(
                restored(tcp, ours.tcp, before.tcp),
                restored(tcpFin, ours.tcpFin, before.tcpFin),
                restored(udp, ours.udp, before.udp));
    }

    private static int restored(int wanted, int ours, int before) {
        return wanted != 0 || ours == 0 ? wanted : before;
    }

    private static boolean isFulfilled(int wanted, int seen) {
        return wanted == 0 || wanted == seen;
    }
}
