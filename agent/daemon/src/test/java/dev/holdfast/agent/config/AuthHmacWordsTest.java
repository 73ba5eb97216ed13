package dev.holdfast.agent.config;

import static dev.holdfast.agent.config.WordNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.DiscardReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the words of auth_hmac do, between nodes whose wall clocks all show 0. */
class AuthHmacWordsTest {
    private static final String ONE = "1: \"hex:" + "a1".repeat(32) + "\"";
    private static final String TWO = "2: \"hex:" + "b2".repeat(32) + "\"";

    private static String hmac(String keys, String settings) {
        return "auth_hmac: {key: {" + keys + "}" + settings + "}";
    }

    private static long received(WordNode node) {
        return node.router().counters().advertsReceived();
    }

    @Test
    @Tag("word:vrrp_instance.auth_hmac")
    @Tag("word:auth_hmac.key")
    @Tag("word:auth_hmac.active_key")
    void advertsAreSignedWithTheActiveKeyAndHeardWithAnyKnownOne() {
        String both = hmac(ONE + ", " + TWO, ", active_key: 2");
        assertThat(WordNode.master(both).octet(20)).as("type of the trailer").isOne();
        assertThat(WordNode.master(both).octet(21)).as("id of the key").isEqualTo(2);

        WordNode node = WordNode.with(hmac(ONE, ", active_key: 1")).hearPeer(SECOND, both);
        assertThat(node.discarded(DiscardReason.AUTH_UNKNOWN_KEY)).isOne();
        node.hearPeer(2 * SECOND, hmac(ONE, ", active_key: 1"));
        assertThat(received(node)).isOne();
    }

    @Test
    @Tag("word:auth_hmac.mode")
    void onlyEnforceRefusesWhatIsNotSignedAndOnlyReceiveOnlyDoesNotSign() {
        WordNode enforcing = WordNode.with(hmac(ONE, ", active_key: 1, mode: enforce"));
        WordNode permissive = WordNode.with(hmac(ONE, ", active_key: 1, mode: permissive"));
        String receiving = hmac(ONE, ", active_key: 1, mode: receive-only");

        assertThat(enforcing.hearPeer(SECOND, "lease: off").discarded(DiscardReason.AUTH_MISSING))
                .isOne();
        assertThat(received(permissive.hearPeer(SECOND, "lease: off"))).isOne();
        assertThat(WordNode.master(receiving).messages().get(0).length()).isEqualTo(20);
    }

    @Test
    @Tag("word:auth_hmac.time_window")
    @Tag("word:auth_hmac.anti_replay")
    void anOldAdvertIsRefusedOutsideTheWindowAndByTimeAlone() {
        String peer = hmac(ONE, ", active_key: 1");
        WordNode timed = WordNode.with(hmac(ONE, ", active_key: 1, time_window: 7"));
        WordNode wide = WordNode.with(hmac(ONE, ", active_key: 1, time_window: 60"));
        WordNode monotonic = WordNode.with(hmac(ONE, ", active_key: 1, anti_replay: monotonic"));
        for (WordNode node : new WordNode[] {timed, wide, monotonic}) {
            node.wallClock(20_000).hearPeer(SECOND, peer);
        }

        assertThat(timed.discarded(DiscardReason.AUTH_STALE)).isOne();
        assertThat(received(wide)).isOne();
        assertThat(received(monotonic)).isOne();
    }
}
