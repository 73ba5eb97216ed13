package dev.holdfast.exporter.zabbix;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.spi.ZabbixSettings.Listen;
import dev.holdfast.exporter.zabbix.Requests.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for Zabbix's passive protocol, as an agent does: one connection, one question, one answer. Where it cannot
 * listen it tries again for as long as it is wanted: an address may come later, and elections do not wait for it.
 */
final class PassiveListener implements AutoCloseable {
    /** A server opens one connection per item that is due; pollers are few. */
    static final int MOST_CONNECTIONS = 16;

    private static final long RETRY_MILLIS = 2000;
    private static final Logger LOG = LoggerFactory.getLogger(PassiveListener.class);

    private final Listen listen;
    private final List<IpPrefix> allowed;
    private final Conversation conversation;
    private final Requests requests;
    private final Thread thread;
    private final ExecutorService workers = new ThreadPoolExecutor(
            0, MOST_CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads.named("holdfast-zabbix"));
    private final ScheduledExecutorService limits =
            Executors.newSingleThreadScheduledExecutor(Threads.named("holdfast-zabbix-limit"));
    private final ServerSocket server;
    private volatile String trouble = "";

    /**
     * Listens from now on.
     *
     * @param allowed who may ask; others are hung up on
     * @param onThread called first on the thread that listens
     */
    PassiveListener(
            Listen listen, List<IpPrefix> allowed, PassiveRequest request, Requests requests, Runnable onThread) {
        this.listen = listen;
        this.allowed = List.copyOf(allowed);
        this.conversation = new Conversation(request);
        this.requests = requests;
        this.server = unbound();
        this.thread = Threads.named("holdfast-zabbix-listen").newThread(() -> run(onThread));
        thread.start();
    }

    /** The port; -1 while it cannot listen. */
    int port() {
        return server.getLocalPort();
    }

    /** Why it cannot listen; empty when it can. */
    String trouble() {
        return trouble;
    }

    private void run(Runnable onThread) {
        onThread.run();
        while (!server.isClosed()) {
            try {
                if (!server.isBound()) {
                    bind();
                }
                take(server.accept());
            } catch (IOException failed) {
                pause(failed);
            }
        }
    }

    private void bind() throws IOException {
        InetAddress address = InetAddress.getByAddress(listen.address().toByteArray());
        server.bind(new InetSocketAddress(address, listen.port()));
        trouble = "";
        LOG.info("zabbix: answers on {}", listen);
    }

    private void pause(IOException failed) {
        if (server.isClosed()) {
            return;
        }
        String why = String.valueOf(failed.getMessage());
        if (!why.equals(trouble)) { // Once per trouble.
            LOG.warn("zabbix: cannot listen on {}, trying again: {}", listen, why);
        }
        trouble = why;
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Socket socket) {
        if (!isAllowed(socket.getInetAddress())) {
            LOG.debug("zabbix: {} may not ask", socket.getInetAddress());
            end(socket, End.NOT_ALLOWED);
            return;
        }
        try {
            ScheduledFuture<?> limit =
                    limits.schedule(() -> hangUp(socket), Conversation.LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            workers.execute(() -> {
                end(socket, conversation.hold(socket));
                limit.cancel(false);
            });
        } catch (RejectedExecutionException busy) {
            end(socket, End.TOO_MANY);
        }
    }

    private boolean isAllowed(InetAddress address) {
        IpAddress source = IpAddress.of(address.getAddress());
        return allowed.stream()
                .anyMatch(prefix -> prefix.family() == source.family()
                        && new IpPrefix(source, prefix.length()).network().equals(prefix.network()));
    }

    private void end(Socket socket, End end) {
        requests.count(end);
        hangUp(socket);
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            LOG.debug("zabbix: closing a connection: {}", gone.toString());
        }
    }

    private static ServerSocket unbound() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            return socket;
        } catch (IOException ours) {
            throw new IllegalStateException("a socket that is bound to nothing cannot fail", ours);
        }
    }

    /** No more questions; those under way end within their limit. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            LOG.debug("zabbix: closing the listener: {}", failed.toString());
        }
        thread.interrupt();
        workers.shutdown();
        limits.shutdown(); // What is scheduled still runs.
    }
}
