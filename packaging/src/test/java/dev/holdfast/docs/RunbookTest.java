package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.TransitionReason;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Every word that the agent gives as a reason is explained to the operator. */
class RunbookTest {
    private final String runbook = SourceTree.read(SourceTree.ROOT.resolve("docs/runbook.md"));

    @Test
    void explainsEveryReasonOfATransition() {
        explains(TransitionReason.values());
    }

    @Test
    void explainsEveryCauseOfFault() {
        explains(FaultCause.values());
    }

    @Test
    void explainsEveryReasonToDiscardAnAdvert() {
        explains(DiscardReason.values());
    }

    @Test
    void explainsEveryOddityOfAPeer() {
        explains(PeerOddity.values());
    }

    @Test
    void explainsEveryCauseOfASplitBrain() {
        String page = SourceTree.read(SourceTree.ROOT.resolve("docs/split-brain.md"));

        for (SplitCause cause : SplitCause.values()) {
            assertThat(page).contains("| `" + cause.word() + "` |");
        }
    }

    @Test
    void explainsEveryBadEndOfAScript() {
        ScriptResult[] bad = Arrays.stream(ScriptResult.values())
                .filter(result -> result != ScriptResult.SUCCEEDED)
                .toArray(ScriptResult[]::new);

        explains(bad);
    }

    private void explains(Enum<?>[] words) {
        for (Enum<?> word : words) {
            assertThat(runbook).contains("`" + word.name().toLowerCase(Locale.ROOT) + "`");
        }
    }
}
