package dev.holdfast.agent.notify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The end of what a script says. Everything is read, so that the script never waits for us, and only the last part is
 * kept, so that it cannot fill our memory.
 */
final class OutputTail {
    /** What one script may make us keep. */
    static final int CAPACITY = 64 * 1024;

    /** What goes to the log: a few lines. */
    static final int DETAIL_LENGTH = 400;

    private final byte[] ring = new byte[CAPACITY];
    private long total;

    /** Takes what can be read without waiting. */
    void drain(InputStream source) throws IOException {
        byte[] part = new byte[8192];
        while (source.available() > 0) {
            int length = source.read(part, 0, Math.min(part.length, source.available()));
            if (length < 0) {
                return;
            }
            keep(part, length);
        }
    }

    private void keep(byte[] part, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (total++ % CAPACITY)] = part[i];
        }
    }

    /** How much was said altogether. */
    long total() {
        return total;
    }

    /** The end of it as one printable line. */
    String detail() {
        int length = (int) Math.min(total, DETAIL_LENGTH);
        byte[] end = new byte[length];
        for (int i = 0; i < length; i++) {
            end[i] = ring[(int) ((total - length + i) % CAPACITY)];
        }
        String text = new String(end, StandardCharsets.UTF_8).strip();
        String oneLine = text.replace('\t', ' ').replaceAll("\\R+", " | ").replaceAll("\\p{Cntrl}", "?");
        return total > length ? "… " + oneLine : oneLine;
    }
}
