package dev.holdfast.core.ipvs;

/**
 * After how many seconds of silence a connection is forgotten, for all services. 0 leaves the kernel's as it is.
 *
 * @param tcp of an established connection, 900 unless set
 * @param tcpFin of one that was closed by one side, 120 unless set
 * @param udp between two datagrams, 300 unless set
 */
public record Timeouts(int tcp, int tcpFin, int udp) {
    public Timeouts {
        if (tcp < 0 || tcpFin < 0 || udp < 0) {
            throw new IllegalArgumentException("timeouts are 0 or more seconds");
        }
    }
}
