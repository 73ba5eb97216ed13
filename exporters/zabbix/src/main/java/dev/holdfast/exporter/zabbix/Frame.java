package dev.holdfast.exporter.zabbix;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Zabbix's frame, the same in all its protocols: {@code ZBXD}, flags, the length of the data, a reserved field, the data.
 * Numbers are little-endian. Sent without compression, read with and without.
 */
final class Frame {
    private static final byte[] MAGIC = "ZBXD".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 13;
    private static final int PROTOCOL = 0x01;
    private static final int COMPRESSED = 0x02;

    private Frame() {}

    /**
     * Reads one frame. What the reserved field says is not believed: one of Zabbix's agents fills it, another does not.
     *
     * @param limit the most octets of data, compressed or not
     * @throws Malformed when what arrives is no frame, or a larger one
     * @throws IOException when the connection fails or ends before the frame does
     */
    static byte[] read(InputStream in, int limit) throws IOException {
        byte[] header = exactly(in, HEADER);
        int flags = header[4];
        // 0x04 is the form for more than 4 GiB.
        if (!Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length) || (flags & ~COMPRESSED) != PROTOCOL) {
            throw new Malformed("no frame of Zabbix");
        }
        long length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(5) & 0xffff_ffffL;
        if (length > limit) {
            throw new Malformed(length + " octets, more than " + limit);
        }
        byte[] data = exactly(in, (int) length);
        return (flags & COMPRESSED) == 0 ? data : inflate(data, limit);
    }

    /** The frame around some data. */
    static byte[] of(byte[] data) {
        return ByteBuffer.allocate(HEADER + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) PROTOCOL)
                .putInt(data.length)
                .putInt(0)
                .put(data)
                .array();
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(of(text.getBytes(StandardCharsets.UTF_8)));
        out.flush();
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] data = in.readNBytes(length);
        if (data.length < length) {
            throw new EOFException("the connection ended after " + data.length + " of " + length + " octets");
        }
        return data;
    }

    private static byte[] inflate(byte[] data, int limit) throws Malformed {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(part);
                if (count == 0 || out.size() + count > limit) {
                    throw new Malformed("compressed data that is cut off, or inflates to more than " + limit);
                }
                out.write(part, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new Malformed("compressed data that cannot be read");
        } finally {
            inflater.end();
        }
    }

    /** What arrived is no frame that is accepted. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }
}
