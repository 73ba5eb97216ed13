package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemKeyTest {
    @Test
    void aNameAloneHasNoParameters() {
        assertThat(ItemKey.parse("vrrp.get")).contains(new ItemKey("vrrp.get", List.of()));
    }

    @Test
    void parametersAreDividedByCommas() {
        assertThat(ItemKey.parse("vrrp.instance.get[VI_1,priority.effective]"))
                .contains(new ItemKey("vrrp.instance.get", List.of("VI_1", "priority.effective")));
        assertThat(ItemKey.parse("k[]")).contains(new ItemKey("k", List.of("")));
        assertThat(ItemKey.parse("k[,]")).contains(new ItemKey("k", List.of("", "")));
    }

    @Test
    void addressesNeedNoQuotes() {
        assertThat(ItemKey.parse("vrrp.vip.get[2001:db8::100,held]"))
                .contains(new ItemKey("vrrp.vip.get", List.of("2001:db8::100", "held")));
    }

    @Test
    void quotesKeepCommasBracketsAndQuotes() {
        assertThat(ItemKey.parse("k[ \"a,b]\" , \"say \\\"x\\\"\"]"))
                .contains(new ItemKey("k", List.of("a,b]", "say \"x\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "k[",
                "k[a",
                "k[a]b",
                "k[\"a]",
                "k[\"a\"b]",
                "k[[a]]",
                "a b",
                "k]",
                "schl\u00fcssel",
                "k\n"
            })
    void whatIsNoKeyIsNone(String text) {
        assertThat(ItemKey.parse(text)).isEmpty();
    }

    @Test
    void aKeyHasAtMost2048Characters() {
        assertThat(ItemKey.parse("k".repeat(2048))).isPresent();
        assertThat(ItemKey.parse("k".repeat(2049))).isEmpty();
    }
}
