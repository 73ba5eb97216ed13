package dev.holdfast.exporter.webhook.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.exporter.webhook.event.Envelope;
import dev.holdfast.exporter.webhook.event.Samples;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private final Envelope master = Samples.named("master");

    private String fill(String template) {
        return fill(template, master);
    }

    private static String fill(String template, Envelope event) {
        return new String(new Template(template).render(event, 0).body().toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void aPlaceAloneBecomesWhatStandsThereOfWhateverKind() {
        assertThat(fill("[\"{{data.vrid}}\", \"{{data.vips}}\", \"{{ data.node }}\", \"{{data.vips.0}}\"]"))
                .isEqualTo("[51,[\"192.0.2.100\"],\"lb01\",\"192.0.2.100\"]");
    }

    @Test
    void aPlaceInATextBecomesText() {
        assertThat(fill("\"{{data.instance}}/{{data.vrid}} {{data.nothing}}$1\""))
                .isEqualTo("\"VI_1/51 $1\"");
    }

    @Test
    void whatIsNotThereIsNull() {
        assertThat(fill("{\"a\": \"{{data.nothing.at.all}}\"}")).isEqualTo("{\"a\":null}");
    }

    @Test
    void choosesByWhetherThereIsSomething() {
        String template = "{\"$if\": \"data.faults\", \"then\": \"{{data.faults}}\", \"else\": \"fine\"}";

        assertThat(fill(template)).isEqualTo("\"fine\"");
        assertThat(fill(template, Samples.named("fault"))).isEqualTo("[\"interface_down\"]");
    }

    @Test
    void makesListsAndJoinsThem() {
        assertThat(fill("{\"$each\": \"data.checks\", \"do\": \"{{item.name}} of {{data.node}}\"}"))
                .isEqualTo("[\"chk_nginx of lb01\"]");
        assertThat(fill("{\"$join\": \"data.vips\", \"with\": \"; \"}")).isEqualTo("\"192.0.2.100\"");
    }

    /** The text of a check may be anything that a script printed. */
    @Test
    void noValueBreaksIt() {
        ObjectNode evil = master.json().deepCopy();
        evil.withObject("/data").put("summary", "\"}],\n{{data.node}} \\u0000 $0");

        assertThat(fill("{\"text\": \"It said: {{data.summary}}\"}", new Envelope(evil)))
                .isEqualTo("{\"text\":\"It said: \\\"}],\\n{{data.node}} \\\\u0000 $0\"}");
    }

    @Test
    void whatIsNotJsonIsRefused() {
        assertThatThrownBy(() -> new Template("{\"a\": }"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a template must be JSON: ");
    }
}
