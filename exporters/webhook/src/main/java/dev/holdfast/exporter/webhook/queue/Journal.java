package dev.holdfast.exporter.webhook.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits for one receiver, on disk: lines that are only ever added, and now and then written anew without what is done.
 * Survives a kill at any moment; a last line that was torn is as if it had never been begun. Used under the queue's lock.
 */
final class Journal implements AutoCloseable {
    private static final String FILE_MODE = "rw-------";

    private final Path file;
    private final FileChannel lockFile;
    private FileChannel channel;
    private long octets;

    private Journal(Path file, FileChannel lockFile, Content content) throws IOException {
        this.file = file;
        this.lockFile = lockFile;
        this.channel = writeAnew(content.next(), content.waiting());
        this.octets = channel.size();
    }

    /** What a journal held. */
    static final class Content implements JournalLine.Reader {
        private final Map<Long, Entry> waiting = new LinkedHashMap<>();
        private long next = 1;
        private int unreadable;

        @Override
        public void onNext(long sequence) {
            next = Math.max(next, sequence);
        }

        @Override
        public void onAdd(Entry entry) {
            waiting.put(entry.sequence(), entry);
            next = Math.max(next, entry.sequence() + 1);
        }

        @Override
        public void onDone(long sequence) {
            waiting.remove(sequence);
        }

        /** What waits, in order. */
        List<Entry> waiting() {
            return List.copyOf(waiting.values());
        }

        /** The number of the next event. */
        long next() {
            return next;
        }

        /** Lines that could not be understood; more than the torn last one means that somebody else wrote there. */
        int unreadable() {
            return unreadable;
        }
    }

    /**
     * Opens or makes a journal; {@code content} is told what it holds.
     *
     * @throws IOException when it cannot be read or written, or another agent uses it
     */
    static Journal open(Path file, Content content) throws IOException {
        FileChannel lockFile = lock(file.resolveSibling(file.getFileName() + ".lock"));
        try {
            if (Files.exists(file)) {
                read(file, content);
            }
            return new Journal(file, lockFile, content);
        } catch (IOException refused) {
            lockFile.close();
            throw refused;
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel lockFile = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return lockFile;
            }
        } catch (OverlappingFileLockException heldHere) {
            lockFile.close();
            throw new IOException(path + " is held by another agent in this process", heldHere);
        }
        lockFile.close();
        throw new IOException(path + " is held by another agent");
    }

    private static void read(Path file, Content content) throws IOException {
        // Half a character at the end of a torn line is no reason to lose the others.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            if (!JournalLine.read(line, content)) {
                content.unreadable++;
            }
        }
    }

    /** Adds events; when this returns, they survive a loss of power. */
    void add(List<Entry> entries) throws IOException {
        for (Entry entry : entries) {
            write(JournalLine.add(entry));
        }
        channel.force(false);
    }

    /** An event need not be sent any more. Not forced: what is forgotten is sent once more, which receivers expect. */
    void done(long sequence) throws IOException {
        write(JournalLine.done(sequence));
    }

    /** How long the file is. */
    long octets() {
        return octets;
    }

    /** Writes all anew, without what is done. */
    void rewrite(long next, Collection<Entry> waiting) throws IOException {
        FileChannel fresh = writeAnew(next, waiting);
        channel.close();
        channel = fresh;
        octets = fresh.size();
    }

    /** Beside the file and then in its place, so that at no moment there is half of one. */
    private FileChannel writeAnew(long next, Collection<Entry> waiting) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE_MODE)));
        FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE);
        write(written, JournalLine.next(next));
        for (Entry entry : waiting) {
            write(written, JournalLine.add(entry));
        }
        written.force(true);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().resolveSibling("."))) {
            directory.force(true);
        }
        return written;
    }

    private void write(byte[] line) throws IOException {
        write(channel, line);
        octets += line.length;
    }

    private static void write(FileChannel target, byte[] line) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(line);
        while (left.hasRemaining()) {
            target.write(left);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        lockFile.close();
    }
}
