package dev.holdfast.agent.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Asks a running agent something. */
public final class ControlClient {
    /** The agent's own limits end a reload sooner. */
    private static final long ANSWER_SECONDS = 60;

    /** Every problem of the largest configuration. */
    private static final int MOST_ANSWER_BYTES = 8 << 20;

    private ControlClient() {}

    /**
     * Asks, and waits for the answer.
     *
     * @throws IOException when nobody answers there, or not as an agent does
     */
    public static Answer ask(Path socket, Request request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Conversation conversation = Conversation.over(channel)) {
            connect(channel, socket);
            conversation.write(Line.of(request), ControlServer.LIMIT_SECONDS);
            return Line.answer(conversation.read(MOST_ANSWER_BYTES, ANSWER_SECONDS));
        }
    }

    /** Without waiting: an agent that is stopped or stuck takes nobody out of its queue. */
    private static void connect(SocketChannel channel, Path socket) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (ConnectException nobody) {
            throw nobody;
        } catch (SocketException full) {
            throw new IOException("the agent does not take requests, perhaps it is stopped", full); // EAGAIN
        }
    }
}
