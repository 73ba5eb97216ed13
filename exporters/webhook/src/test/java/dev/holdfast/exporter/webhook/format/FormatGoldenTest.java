package dev.holdfast.exporter.webhook.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.WebhookSettings.Format;
import dev.holdfast.exporter.webhook.Webhooks;
import dev.holdfast.exporter.webhook.event.Envelope;
import dev.holdfast.exporter.webhook.event.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each kind of receiver gets, octet by octet. {@code -Dupdate=true} writes the files anew; what they say is compared
 * with what the receivers document, by eye and by {@link ShapeTest}.
 */
class FormatGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/holdfast/exporter/webhook/format");
    private static final long NOW = 1_795_237_290_000L;
    private static final String TEMPLATE = """
            {"who": "{{data.instance}} on {{data.node}}", "vrid": "{{data.vrid}}", "all": "{{data.vips}}",
             "why": {"$if": "data.faults", "then": {"$join": "data.faults", "with": " + "}, "else": "no fault"},
             "checks": {"$each": "data.checks", "do": {"name": "{{item.name}}", "of": "{{data.node}}"}}}
            """;

    static String golden(Format format, String sample) throws IOException {
        return Files.readString(file(format, sample));
    }

    private static Path file(Format format, String sample) {
        return FOLDER.resolve(format.word() + "." + sample + ".txt");
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenExactlyLikeThis(Format format) throws IOException {
        dev.holdfast.exporter.webhook.format.Format writer =
                Formats.of(format == Format.TEMPLATE ? Webhooks.template(TEMPLATE) : Webhooks.of(format));
        for (Map.Entry<String, Envelope> sample : Samples.all().entrySet()) {
            String text = writer.takes(sample.getValue()) ? text(writer.render(sample.getValue(), NOW)) : "not sent\n";
            Path file = file(format, sample.getKey());
            if (Boolean.getBoolean("update")) {
                Files.writeString(file, text);
            }
            assertThat(text).isEqualTo(Files.readString(file));
        }
    }

    private static String text(Rendered rendered) {
        StringBuilder text = new StringBuilder();
        if (!rendered.pathSuffix().isEmpty()) {
            text.append("URL + ").append(rendered.pathSuffix()).append("\n");
        }
        text.append("Content-Type: ").append(rendered.contentType()).append("\n");
        new TreeMap<>(rendered.headers()).forEach((name, value) -> text.append(name + ": " + value + "\n"));
        return text.append("\n")
                .append(new String(rendered.body().toByteArray(), StandardCharsets.UTF_8))
                .append("\n")
                .toString();
    }
}
