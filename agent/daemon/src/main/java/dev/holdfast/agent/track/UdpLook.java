package dev.holdfast.agent.track;

import dev.holdfast.core.port.Egress;
import dev.holdfast.core.track.TrackerResult;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.HexFormat;

/** Sends a datagram and judges what comes back. Blocks for as long as the probe waits. */
final class UdpLook {
    /** No datagram is longer. */
    private static final int ROOM = 65_536;

    private final Probe.Udp probe;
    private final Egress egress;

    UdpLook(Probe.Udp probe, Egress egress) {
        this.probe = probe;
        this.egress = egress;
    }

    TrackerResult look() {
        try (DatagramSocket socket = new DatagramSocket(EgressTransport.source(egress))) {
            // Connected: a refused port is told, and only this server's answers come in.
            socket.connect(InetAddress.getByAddress(probe.server().toByteArray()), probe.port());
            byte[] payload = HexFormat.of().parseHex(probe.payload());
            socket.send(new DatagramPacket(payload, payload.length));
            socket.setSoTimeout(TcpLook.millis(probe.waitNanos()));
            DatagramPacket answer = new DatagramPacket(new byte[ROOM], ROOM);
            socket.receive(answer);
            byte[] octets = Arrays.copyOf(answer.getData(), answer.getLength());
            return probe.reply().map(wanted -> judge(wanted, octets)).orElseGet(() -> TrackerResult.passed(""));
        } catch (SocketTimeoutException silence) {
            return probe.reply().isPresent() ? TimedLook.timedOut(probe.waitNanos()) : TrackerResult.passed("");
        } catch (PortUnreachableException refused) {
            return TrackerResult.failed("connection refused");
        } catch (IOException failed) {
            return TrackerResult.failed(String.valueOf(failed.getMessage()));
        }
    }

    private static TrackerResult judge(Probe.Reply wanted, byte... octets) {
        if (octets.length < wanted.minLength() || octets.length > wanted.maxLength()) {
            return TrackerResult.failed("the reply has " + octets.length + " octets");
        }
        String pattern = wanted.pattern();
        String begin = HexFormat.of().formatHex(octets, 0, Math.min(octets.length, pattern.length() / 2));
        return isLike(begin, pattern)
                ? TrackerResult.passed("")
                : TrackerResult.failed("the reply begins with " + (begin.isEmpty() ? "nothing" : begin));
    }

    private static boolean isLike(String begin, String pattern) {
        boolean alike = begin.length() == pattern.length();
        for (int i = 0; alike && i < pattern.length(); i++) {
            alike = pattern.charAt(i) == 'x' || pattern.charAt(i) == begin.charAt(i);
        }
        return alike;
    }
}
