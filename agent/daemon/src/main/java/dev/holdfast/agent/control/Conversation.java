package dev.holdfast.agent.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One connection that ends in time: lines of a bounded length, each way within a bounded time. One thread. */
final class Conversation implements AutoCloseable {
    private static final int CHUNK_BYTES = 8192;

    private final SocketChannel channel;
    private final Selector selector;

    private Conversation(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** Over a connected channel, which is closed with it. */
    static Conversation over(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        Selector selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        return new Conversation(channel, selector);
    }

    /**
     * Reads up to a line end.
     *
     * @throws IOException when it does not come whole, in time, and within the bound
     */
    String read(int mostBytes, long limitSeconds) throws IOException {
        long deadline = deadline(limitSeconds);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int count = channel.read(chunk.clear());
            if (count < 0) {
                throw new IOException("the other end closed without a whole line");
            }
            line.write(chunk.array(), 0, count);
            if (line.size() > mostBytes) {
                throw new IOException("more than " + mostBytes + " octets");
            }
            if (count > 0 && chunk.array()[count - 1] == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, deadline);
            }
        }
    }

    void write(byte[] line, long limitSeconds) throws IOException {
        long deadline = deadline(limitSeconds);
        ByteBuffer rest = ByteBuffer.wrap(line);
        while (rest.hasRemaining()) {
            if (channel.write(rest) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    private static long deadline(long limitSeconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
    }

    private void await(int operation, long deadlineNanos) throws IOException {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (leftMillis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        channel.keyFor(selector).interestOps(operation);
        selector.select(leftMillis);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            selector.close();
        }
    }
}
