package dev.holdfast.agent.track;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is read of a page: its beginning, and when it is asked for the MD5 of all of it. Belongs to the loop. */
final class Page {
    /** A page that says whether a service works says so early. */
    static final int MOST_TEXT = 64 * 1024;

    /** A page that has no end must not be read for ever; its digest is of what was read. */
    static final long MOST_DIGESTED = 16L * 1024 * 1024;

    private final MessageDigest md5 = newMd5();
    private final boolean whole;
    private final Buffer beginning = Buffer.buffer();
    private long octets;
    private String digest = "";

    /** @param whole whether all of it is to be read */
    Page(boolean whole) {
        this.whole = whole;
    }

    private static MessageDigest newMd5() {
        try {
            // What keepalived's files have; it finds a page that changed, and guards nothing.
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }

    void add(Buffer part) {
        octets += part.length();
        int room = MOST_TEXT - beginning.length();
        beginning.appendBuffer(part, 0, Math.min(room, part.length()));
        if (whole) {
            md5.update(part.getBytes());
        }
    }

    /** Whether nothing more needs to be read. */
    boolean isEnough() {
        return octets >= (whole ? MOST_DIGESTED : MOST_TEXT);
    }

    String beginning() {
        return beginning.toString(StandardCharsets.UTF_8);
    }

    /** In lower-case hexadecimal; nothing can be added any more. */
    String digest() {
        if (digest.isEmpty()) {
            digest = HexFormat.of().formatHex(md5.digest());
        }
        return digest;
    }
}
