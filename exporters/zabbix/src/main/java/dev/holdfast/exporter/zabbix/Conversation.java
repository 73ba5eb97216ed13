package dev.holdfast.exporter.zabbix;

import dev.holdfast.exporter.zabbix.Requests.End;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question and its answer. What is not understood is hung up on without a word, as Zabbix's own agents do: who sends
 * it is no Zabbix.
 */
final class Conversation {
    /** A key has 2048 characters at most; a list of them has room too. */
    static final int MAX_REQUEST = 64 << 10;

    /** From accepting to hanging up, whatever the other side does: Zabbix waits 3 s for an answer by default. */
    static final long LIMIT_MILLIS = 3000;

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final PassiveRequest request;

    Conversation(PassiveRequest request) {
        this.request = request;
    }

    /** Blocks until it is over, or somebody else closes the socket. */
    End hold(Socket socket) {
        try {
            byte[] question = Frame.read(socket.getInputStream(), MAX_REQUEST);
            if (socket.getInputStream().available() > 0) {
                throw new Frame.Malformed("octets beyond the frame");
            }
            Frame.write(socket.getOutputStream(), request.answer(new String(question, StandardCharsets.UTF_8)));
            return End.ANSWERED;
        } catch (Frame.Malformed odd) {
            LOG.debug("zabbix: {} sent {}", socket.getRemoteSocketAddress(), odd.getMessage());
            return End.MALFORMED;
        } catch (IOException failed) {
            LOG.debug("zabbix: {}: {}", socket.getRemoteSocketAddress(), failed.toString());
            return End.BROKEN;
        } catch (RuntimeException ours) {
            LOG.error("zabbix: a question could not be answered", ours);
            return End.BROKEN;
        }
    }
}
