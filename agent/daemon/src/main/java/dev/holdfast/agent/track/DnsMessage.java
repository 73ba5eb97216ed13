package dev.holdfast.agent.track;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The little of DNS that a check needs: one question (RFC 1035 section 4), and what the head of the answer says. */
final class DnsMessage {
    private static final int HEADER = 12;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RESPONSE = 0x8000;
    private static final int TRUNCATED = 0x0200;
    private static final int CODE = 0x000f;
    private static final int CLASS_IN = 1;
    private static final int MOST_NAME = 253;
    private static final int MOST_LABEL = 63;

    private static final Map<String, Integer> TYPES = Map.of(
            "A", 1, "NS", 2, "CNAME", 5, "SOA", 6, "PTR", 12, "MX", 15, "TXT", 16, "AAAA", 28, "SRV", 33, "CAA", 257);

    private static final Map<Integer, String> ERRORS =
            Map.of(1, "FORMERR", 2, "SERVFAIL", 3, "NXDOMAIN", 4, "NOTIMP", 5, "REFUSED");

    private DnsMessage() {}

    /** The number of a record type. */
    static OptionalInt type(String name) {
        Integer number = TYPES.get(name.toUpperCase(Locale.ROOT));
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * A question.
     *
     * @throws IllegalArgumentException when the name is none
     */
    static byte[] query(int id, String name, int type) {
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        for (String label : labels(name)) {
            byte[] octets = label.getBytes(StandardCharsets.US_ASCII);
            if (octets.length == 0 || octets.length > MOST_LABEL) {
                throw new IllegalArgumentException("not a domain name: " + name);
            }
            labels.write(octets.length);
            labels.writeBytes(octets);
        }
        labels.write(0);
        return ByteBuffer.allocate(HEADER + labels.size() + 4)
                .putShort(0, (short) id)
                .putShort(2, (short) RECURSION_DESIRED)
                .putShort(4, (short) 1)
                .position(HEADER)
                .put(labels.toByteArray())
                .putShort((short) type)
                .putShort((short) CLASS_IN)
                .array();
    }

    private static String[] labels(String name) {
        String absolute = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        String ascii = IDN.toASCII(absolute, IDN.ALLOW_UNASSIGNED);
        if (ascii.length() > MOST_NAME) {
            throw new IllegalArgumentException("not a domain name: " + name);
        }
        return ascii.isEmpty() ? new String[0] : ascii.split("\\.", -1);
    }

    /** Whether this is the answer to the question of that id. */
    static boolean isAnswer(byte[] message, int length, int id) {
        return length >= HEADER && at(message, 0) == id && (at(message, 2) & RESPONSE) != 0;
    }

    /** What is wrong with an answer; empty for nothing. One that was cut for its length has a record. */
    static String problem(boolean wantsRecord, byte... answer) {
        int code = at(answer, 2) & CODE;
        if (code != 0) {
            return "the server answered " + ERRORS.getOrDefault(code, "error " + code);
        }
        boolean hasRecord = at(answer, 6) > 0 || (at(answer, 2) & TRUNCATED) != 0;
        return hasRecord || !wantsRecord ? "" : "the server answered without a record";
    }

    private static int at(byte[] message, int offset) {
        return ((message[offset] & 0xff) << 8) | (message[offset + 1] & 0xff);
    }
}
