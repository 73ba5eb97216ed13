package dev.holdfast.agent.notify;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An open named pipe: lines go in, in order, on a thread of its own, which may wait for a reader for ever. What the
 * kernel's buffer (64 KiB) has no room for waits here; beyond that the oldest lines give way, and each is told as lost.
 */
final class Fifo implements AutoCloseable {
    /** Far more than any reader that is alive lets pile up. */
    static final int CAPACITY = 1024;

    private static final long CLOSE_LIMIT_NANOS = 1_000_000_000L;
    private static final long POLL_MILLIS = 5;
    private static final Optional<String> END = Optional.empty();

    private final Path path;
    private final FileChannel channel;
    private final Consumer<String> onLost;
    private final BlockingQueue<Optional<String>> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread writer = new Thread(this::writeAll, "holdfast-fifo");

    private Fifo(Path path, FileChannel channel, Consumer<String> onLost) {
        this.path = path;
        this.channel = channel;
        this.onLost = onLost;
        writer.setDaemon(true);
    }

    /**
     * Opens a pipe, with or without somebody at the other end.
     *
     * @param onLost told why a line was lost, on any thread
     * @throws IOException when it cannot be opened
     */
    static Fifo open(Path path, Consumer<String> onLost) throws IOException {
        // Reading too: a pipe without a reader could not be opened, and would lose what is in it.
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        Fifo fifo = new Fifo(path, channel, onLost);
        fifo.writer.start();
        return fifo;
    }

    /** Has a line written as soon as there is room. Never blocks; one caller at a time. */
    void write(String line) {
        put(Optional.of(line));
    }

    private void put(Optional<String> item) {
        while (!waiting.offer(item)) {
            Optional<String> oldest = waiting.poll();
            if (oldest != null) {
                oldest.ifPresent(line -> lost(line, "nobody reads, and " + CAPACITY + " lines wait"));
            }
        }
    }

    private void writeAll() {
        try {
            for (Optional<String> next = waiting.take(); next.isPresent(); next = waiting.take()) {
                write(next.get(), ByteBuffer.wrap(next.get().getBytes(StandardCharsets.UTF_8)));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String line, ByteBuffer octets) {
        try {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        } catch (IOException refused) {
            String why = channel.isOpen() ? refused.toString() : "nobody read until the end";
            lost(line, why);
        }
    }

    private void lost(String line, String why) {
        onLost.accept(line.strip() + ": " + why);
    }

    /** Writes what waits, gives it a moment to be read, and then hangs up, which is the end of file for the reader. */
    @Override
    public void close() {
        put(END);
        try (FileInputStream ownEnd = new FileInputStream(path.toFile())) {
            long begin = System.nanoTime();
            while ((writer.isAlive() || ownEnd.available() > 0) && System.nanoTime() - begin < CLOSE_LIMIT_NANOS) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            channel.close();
            writer.join(TimeUnit.NANOSECONDS.toMillis(CLOSE_LIMIT_NANOS));
            if (ownEnd.available() > 0) {
                onLost.accept("nobody read the last " + ownEnd.available() + " octets");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            onLost.accept("hanging up: " + failed);
        }
    }
}
