package dev.holdfast.agent.arbitrate;

import com.sun.nio.file.ExtendedOpenOption;
import dev.holdfast.core.disk.DiskArea;
import dev.holdfast.core.net.Octets;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads and writes a disk past every cache, and so that what was written is there when the call returns. */
public final class DiskFile implements AutoCloseable {
    private final FileChannel channel;

    private DiskFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a disk that is there, or a new file with {@link StandardOpenOption#CREATE}.
     *
     * @throws IOException also when what is there cannot be used past the caches
     */
    public static DiskFile open(Path path, OpenOption... further) throws IOException {
        List<OpenOption> options = new ArrayList<>(List.of(
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DSYNC,
                ExtendedOpenOption.DIRECT));
        Collections.addAll(options, further);
        try {
            return new DiskFile(FileChannel.open(path, options.toArray(OpenOption[]::new)));
        } catch (UnsupportedOperationException noDirect) {
            throw new IOException(path + " cannot be read and written directly", noDirect);
        }
    }

    /** In octets, also of a block device. */
    public long size() throws IOException {
        return channel.size();
    }

    /**
     * Reads so many octets from there.
     *
     * @param length a multiple of {@link DiskArea#SECTOR}, as is {@code offset}
     */
    public Octets read(long offset, int length) throws IOException {
        ByteBuffer buffer = aligned(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("it ends after " + (offset + buffer.position()) + " octets");
            }
        }
        byte[] bytes = new byte[length];
        buffer.flip().get(bytes);
        return Octets.of(bytes);
    }

    /**
     * Writes there; they are on the disk when this returns.
     *
     * @param sectors whole ones
     */
    public void write(long offset, Octets sectors) throws IOException {
        ByteBuffer buffer = aligned(sectors.length());
        buffer.put(sectors.toByteArray()).flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer, offset + buffer.position());
        }
    }

    private static ByteBuffer aligned(int length) {
        return ByteBuffer.allocateDirect(length + DiskArea.SECTOR)
                .alignedSlice(DiskArea.SECTOR)
                .limit(length);
    }

    /** What went wrong, for a person. */
    public static String reason(Path path, IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return path + ": there is no such file";
        }
        if (failed instanceof AccessDeniedException) {
            return path + ": permission denied";
        }
        String reason = failed instanceof FileSystemException refused ? refused.getReason() : failed.getMessage();
        return path + ": " + (reason == null ? failed.getClass().getSimpleName() : reason);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
