package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.net.Octets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static String read(String hex) throws IOException {
        return new String(Frame.read(stream(hex), 64), StandardCharsets.US_ASCII);
    }

    private static InputStream stream(String hex) {
        return new ByteArrayInputStream(Octets.hex(hex).toByteArray());
    }

    @Test
    void writesWhatTheProtocolAsksFor() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Frame.write(out, "ping");

        assertThat(Octets.of(out.toByteArray())).isEqualTo(Octets.hex("5a425844 01 04000000 00000000 70696e67"));
    }

    @Test
    void readsWhateverStandsInTheReservedField() throws IOException {
        assertThat(read("5a425844 01 04000000 00000000 70696e67")).isEqualTo("ping");
        assertThat(read("5a425844 01 04000000 04000000 70696e67")).isEqualTo("ping");
    }

    @Test
    void readsCompressedData() throws IOException {
        byte[] compressed = compress("ping");
        String hex = "5a425844 03 %02x000000 04000000 ".formatted(compressed.length) + Octets.of(compressed);

        assertThat(read(hex)).isEqualTo("ping");
    }

    @Test
    void aFewCompressedOctetsCannotBecomeMany() {
        byte[] bomb = compress("x".repeat(10_000));
        String hex = "5a425844 03 %02x000000 04000000 ".formatted(bomb.length) + Octets.of(bomb);

        assertThatThrownBy(() -> read(hex)).isInstanceOf(Frame.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "76727270 2e676574 0a00000000", // a key without a frame
                "5a425844 02 04000000 00000000 70696e67", // compressed, but not the protocol
                "5a425844 05 0400000000000000 0000000000000000 70696e67", // the form for 4 GiB
                "5a425844 09 04000000 00000000 70696e67", // a flag nobody knows
                "5a425844 01 41000000 00000000", // one octet more than is accepted
                "5a425844 01 ffffffff 00000000", // 4 GiB
                "5a425844 03 04000000 04000000 70696e67" // not compressed at all
            })
    void whatIsNoFrameIsMalformed(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(Frame.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5a4258", "5a425844 01 04000000 00000000 7069"})
    void whatEndsEarlyIsNotMalformed(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(EOFException.class);
    }

    private static byte[] compress(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
