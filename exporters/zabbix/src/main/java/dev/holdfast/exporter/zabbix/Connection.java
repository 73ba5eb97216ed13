package dev.holdfast.exporter.zabbix;

import dev.holdfast.core.spi.ZabbixSettings.Destination;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Brings one request to a server or a proxy and returns its answer. */
@FunctionalInterface
interface Connection {
    /**
     * Brings the request and waits for the answer.
     *
     * @throws IOException when it cannot be reached, does not answer in time, or not in a frame
     */
    String exchange(String request) throws IOException;

    /** Over TCP, one connection per exchange, as the protocol has it. Blocks for some seconds at most. */
    static Connection to(Destination destination) {
        return request -> {
            InetSocketAddress address = new InetSocketAddress(destination.host(), destination.port());
            if (address.isUnresolved()) {
                throw new IOException("no such host: " + destination.host());
            }
            try (Socket socket = new Socket()) {
                socket.connect(address, Limits.CONNECT_MILLIS);
                socket.setSoTimeout(Limits.ANSWER_MILLIS);
                Frame.write(socket.getOutputStream(), request);
                return new String(Frame.read(socket.getInputStream(), Limits.ANSWER_OCTETS), StandardCharsets.UTF_8);
            }
        };
    }

    /** What an exchange may cost. */
    final class Limits {
        static final int CONNECT_MILLIS = 3000;

        /** A busy server takes its time. */
        static final int ANSWER_MILLIS = 10_000;

        /** An answer has some hundred octets. */
        static final int ANSWER_OCTETS = 16 << 10;

        private Limits() {}
    }
}
