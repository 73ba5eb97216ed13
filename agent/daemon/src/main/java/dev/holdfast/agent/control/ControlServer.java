package dev.holdfast.agent.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the control socket and has requests carried out, on threads of its own. A connection brings one request,
 * gets one answer and ends.
 */
public final class ControlServer implements AutoCloseable {
    /** A configuration of the largest size, every character of it escaped, and the rest of the request. */
    static final int MOST_REQUEST_BYTES = (2 << 20) + 8192;

    /** A person's command sends its request at once. */
    static final long LIMIT_SECONDS = 5;

    /** Several may wait for a reload; more than these are no people. */
    static final int MOST_CONNECTIONS = 4;

    private static final long PAUSE_MILLIS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final SocketFile socket;
    private final Peers peers;
    private final Operations operations;
    private final ExecutorService workers = new ThreadPoolExecutor(
            0, MOST_CONNECTIONS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> thread(task, "worker"));

    private ControlServer(SocketFile socket, Operations operations) throws IOException {
        this.socket = socket;
        this.peers = Peers.rootAndOwnerOf(socket.path());
        this.operations = operations;
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when it cannot listen there, also because another agent does
     */
    public static ControlServer start(Path path, Operations operations) throws IOException {
        SocketFile socket = SocketFile.listen(path);
        try {
            ControlServer server = new ControlServer(socket, operations);
            thread(server::listen, "listen").start();
            return server;
        } catch (IOException | RuntimeException refused) {
            socket.close();
            throw refused;
        }
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, "holdfast-control-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private void listen() {
        while (true) {
            try {
                SocketChannel channel = socket.accept();
                handOver(channel);
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException scarce) {
                LOG.warn("control socket: {}", scarce.toString());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** Descriptors have run out, perhaps; asking at once again would not help. */
    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void handOver(SocketChannel channel) throws IOException {
        try {
            workers.execute(() -> serve(channel));
        } catch (RejectedExecutionException tooMany) {
            channel.close();
        }
    }

    private void serve(SocketChannel channel) {
        try (Conversation conversation = Conversation.over(channel)) {
            UserPrincipal user = Peers.userOf(channel);
            // Read even what will be refused: who is still writing when we close would not see the answer.
            String line = conversation.read(MOST_REQUEST_BYTES, LIMIT_SECONDS);
            Answer answer = peers.mayPass(user) ? attend(line, user) : turnAway(user);
            conversation.write(Line.of(answer), LIMIT_SECONDS);
        } catch (IOException gone) {
            LOG.debug("control connection: {}", gone.toString());
        } catch (RuntimeException broken) {
            LOG.error("control request failed", broken);
        }
    }

    private static Answer turnAway(UserPrincipal user) {
        LOG.warn("control request of {} refused", user.getName());
        return Answer.refused("only root and the agent's own user may ask this");
    }

    private Answer attend(String line, UserPrincipal user) {
        try {
            Request request = Line.request(line);
            LOG.info("{} asked for by {}", request.verb(), user.getName());
            return request.carryOut(operations, user.getName() + " over the control socket");
        } catch (JsonProcessingException foreign) {
            return Answer.refused("not a request of this version: " + foreign.getOriginalMessage());
        } catch (RuntimeException failed) {
            LOG.error("control request failed", failed);
            return Answer.refused("failed, see the agent's log: " + failed);
        }
    }

    @Override
    public void close() {
        socket.close();
        workers.shutdownNow();
    }
}
