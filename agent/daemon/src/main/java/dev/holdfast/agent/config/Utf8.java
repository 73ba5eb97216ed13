package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Mark;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Octets to text, strictly. */
final class Utf8 {
    private Utf8() {}

    /**
     * What could be decoded.
     *
     * @param content the text, up to the first wrong octet
     * @param end where the content ends
     * @param complaint what is wrong there; empty when nothing is
     */
    record Text(String content, Mark end, Optional<String> complaint) {}

    static Text decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // Reports, never replaces.
        CoderResult result = decoder.decode(in, out, true);
        String content = out.flip().toString();
        Optional<String> complaint = result.isError()
                ? Optional.of(String.format("is not UTF-8: octet 0x%02x", bytes[in.position()]))
                : Optional.empty();
        return new Text(content, end(content), complaint);
    }

    private static Mark end(String content) {
        int lastBreak = content.lastIndexOf('\n');
        int line = 1 + (int) content.chars().filter(c -> c == '\n').count();
        return new Mark(line, content.codePointCount(lastBreak + 1, content.length()) + 1);
    }
}
