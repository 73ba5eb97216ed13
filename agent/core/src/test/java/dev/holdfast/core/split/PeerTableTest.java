package dev.holdfast.core.split;

import static dev.holdfast.core.split.Peers.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.spi.PeerSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerTableTest {
    private final PeerTable table = new PeerTable();

    @BeforeEach
    void configure() {
        table.configure(List.of("lb02", "lb03"));
    }

    private Optional<String> answers(long second) {
        PeerReports nothing = new PeerReports(List.of());
        return told(second, PeerAnswer.of("lb02", second * SECOND, Optional.empty(), nothing));
    }

    private Optional<String> fails(long second) {
        return told(second, PeerAnswer.failed("lb02", second * SECOND, PeerFailure.CONNECT, "Connection refused"));
    }

    private Optional<String> told(long second, PeerAnswer answer) {
        return table.take(second * SECOND, answer).map(news -> news.notice().word() + " " + news.detail());
    }

    @Test
    void nobodyIsAliveWhoHasNeverAnswered() {
        assertThat(table.isAlive("lb02")).isFalse();
        assertThat(table.lastAnswerNanos("lb02")).isEmpty();
    }

    @Test
    void anAnswerIsASignOfLifeUntilThreeQuestionsFailed() {
        answers(100);
        assertThat(table.isAlive("lb02")).isTrue();
        assertThat(table.isAlive("lb03")).isFalse();

        assertThat(fails(101)).isEmpty();
        assertThat(fails(102)).isEmpty();
        assertThat(table.isAlive("lb02")).isTrue();
        assertThat(fails(103)).contains("peer_unreachable lb02: Connection refused");

        assertThat(table.isAlive("lb02")).isFalse();
        assertThat(table.lastAnswerNanos("lb02")).contains(100 * SECOND);
    }

    @Test
    void isToldOnceAndOnceWhenItIsOver() {
        for (long second = 100; second < 103; second++) {
            fails(second);
        }

        assertThat(fails(103)).isEmpty();
        assertThat(answers(104)).contains("peer_back lb02");
        assertThat(answers(105)).isEmpty();
    }

    @Test
    void inTheFirstMinuteNobodyIsMissed() {
        for (long second = 1; second < 60; second++) {
            assertThat(fails(second)).isEmpty();
        }

        assertThat(fails(60)).isPresent();
    }

    @Test
    void failuresAreCountedByTheirReason() {
        answers(1);
        fails(2);
        table.take(3, PeerAnswer.failed("lb02", 3, PeerFailure.LOGIN, "status 401"));

        assertThat(table.snapshots())
                .containsExactly(
                        new PeerSnapshot(
                                "lb02",
                                true,
                                Optional.of(SECOND),
                                Map.of(PeerFailure.CONNECT, 1L, PeerFailure.LOGIN, 1L),
                                "status 401"),
                        new PeerSnapshot("lb03", false, Optional.empty(), Map.of(), ""));
    }

    @Test
    void aReloadKeepsWhatIsKnownOfThoseThatStay() {
        answers(1);

        table.configure(List.of("lb04", "lb02"));

        assertThat(table.isAlive("lb02")).isTrue();
        assertThat(table.knows("lb03")).isFalse();
        assertThat(table.snapshots()).extracting(PeerSnapshot::name).containsExactly("lb04", "lb02");
    }
}
