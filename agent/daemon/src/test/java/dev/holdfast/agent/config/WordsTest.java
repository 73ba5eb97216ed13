package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final List<String> KNOWN = List.of("state", "priority", "preempt", "nopreempt", "advert_int");

    @Test
    void countsKeystrokes() {
        assertThat(Words.distance("priority", "priority")).isZero();
        assertThat(Words.distance("prioritty", "priority")).isEqualTo(1);
        assertThat(Words.distance("pirority", "priority")).isEqualTo(1);
        assertThat(Words.distance("", "abc")).isEqualTo(3);
        assertThat(Words.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void findsTheWordThatWasMeant() {
        assertThat(Words.nearest("Priority", KNOWN)).contains("priority");
        assertThat(Words.nearest("advert-int", KNOWN)).contains("advert_int");
        assertThat(Words.nearest("no_preempt", KNOWN)).contains("nopreempt");
    }

    @Test
    void guessesNothingFarFetched() {
        assertThat(Words.nearest("colour", KNOWN)).isEmpty();
        assertThat(Words.nearest("", KNOWN)).isEmpty();
        assertThat(Words.nearest("p".repeat(100_000), KNOWN)).isEmpty();
    }
}
