package dev.holdfast.agent.track;

import dev.holdfast.core.port.Egress;
import dev.holdfast.core.track.TrackerResult;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Asks a name server over UDP, and once more when nothing came in half the time. Blocks for the time-out at most. */
final class DnsLook {
    private static final int TRIES = 2;

    /** What a server may send to one who does not say that more fits (RFC 1035 section 2.3.4), and some more. */
    private static final int ROOM = 1500;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Probe.Dns probe;
    private final Egress egress;
    private final long timeoutNanos;

    DnsLook(Probe.Dns probe, Egress egress, long timeoutNanos) {
        this.probe = probe;
        this.egress = egress;
        this.timeoutNanos = timeoutNanos;
    }

    TrackerResult ask() {
        OptionalInt type = DnsMessage.type(probe.type());
        if (type.isEmpty()) {
            return TrackerResult.failed("unknown record type " + probe.type());
        }
        int id = RANDOM.nextInt(0x10000);
        try (DatagramSocket socket = new DatagramSocket(EgressTransport.source(egress))) {
            byte[] query = DnsMessage.query(id, probe.name(), type.getAsInt());
            // Connected: only this server's answers come in, and a refused port is told.
            socket.connect(InetAddress.getByAddress(probe.server().toByteArray()), probe.port());
            return ask(socket, query, id);
        } catch (PortUnreachableException refused) {
            return TrackerResult.failed("connection refused");
        } catch (IOException | IllegalArgumentException failed) {
            return TrackerResult.failed(String.valueOf(failed.getMessage()));
        }
    }

    private TrackerResult ask(DatagramSocket socket, byte[] query, int id) throws IOException {
        long begin = System.nanoTime();
        for (int i = 1; i <= TRIES; i++) {
            socket.send(new DatagramPacket(query, query.length));
            byte[] answer = await(socket, id, begin + timeoutNanos * i / TRIES);
            if (answer.length > 0) {
                String problem = DnsMessage.problem(probe.wantsRecord(), answer);
                return problem.isEmpty() ? TrackerResult.passed("") : TrackerResult.failed(problem);
            }
        }
        return TimedLook.timedOut(timeoutNanos);
    }

    /** The answer, or nothing when the time is over. Strangers' and late answers are passed over. */
    private static byte[] await(DatagramSocket socket, int id, long deadlineNanos) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[ROOM], ROOM);
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        while (leftMillis > 0) {
            socket.setSoTimeout((int) leftMillis);
            try {
                packet.setLength(ROOM);
                socket.receive(packet);
            } catch (SocketTimeoutException nothing) {
                return new byte[0];
            }
            if (DnsMessage.isAnswer(packet.getData(), packet.getLength(), id)) {
                return packet.getData();
            }
            leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        }
        return new byte[0];
    }
}
