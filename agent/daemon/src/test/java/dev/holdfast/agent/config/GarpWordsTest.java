package dev.holdfast.agent.config;

import static dev.holdfast.agent.config.WordNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Action;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When addresses are announced, as an instance says and as global_defs says for those that do not. */
class GarpWordsTest {
    private static final long TENTH = SECOND / 10;

    /** The prefix is that of global_defs, or none for the words of the instance itself. */
    private static WordNode node(String prefix, String words) {
        String prefixed = words.replace("garp_", prefix + "garp_");
        return WordNode.started(
                prefix.isEmpty()
                        ? WordNode.instance(prefixed)
                        : WordNode.instance("global_defs: {" + prefixed + "}", "lease: off"));
    }

    /** Times of announcements since the first of them, or since the given time. */
    private static List<Long> rounds(WordNode node, long after) {
        List<Long> times = node.times(Action.Announce.class).stream()
                .filter(at -> at >= after)
                .toList();
        return times.stream().map(at -> at - times.get(0)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vrrp_"})
    @Tag("word:vrrp_instance.garp_master_delay")
    @Tag("word:vrrp_instance.garp_master_repeat")
    @Tag("word:global_defs.vrrp_garp_master_delay")
    @Tag("word:global_defs.vrrp_garp_master_repeat")
    void aTakeoverIsToldInTwoSets(String prefix) {
        WordNode node =
                node(prefix, "garp_master_delay: 3, garp_master_repeat: 2").runTo(60 * SECOND);

        assertThat(rounds(node, 0)).containsExactly(0L, TENTH, 3 * SECOND, 3 * SECOND + TENTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vrrp_"})
    @Tag("word:vrrp_instance.garp_master_refresh")
    @Tag("word:vrrp_instance.garp_master_refresh_repeat")
    @Tag("word:global_defs.vrrp_garp_master_refresh")
    @Tag("word:global_defs.vrrp_garp_master_refresh_repeat")
    void aMasterTellsItAgain(String prefix) {
        String words =
                "garp_master_delay: 0, garp_master_repeat: 1, garp_master_refresh: 10, garp_master_refresh_repeat: 2";
        WordNode node = node(prefix, words).runTo(25 * SECOND);

        assertThat(rounds(node, 0)).hasSize(5).startsWith(0L, 10 * SECOND, 10 * SECOND + TENTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vrrp_"})
    @Tag("word:vrrp_instance.garp_lower_prio_delay")
    @Tag("word:vrrp_instance.garp_lower_prio_repeat")
    @Tag("word:global_defs.vrrp_garp_lower_prio_delay")
    @Tag("word:global_defs.vrrp_garp_lower_prio_repeat")
    void aMasterOfLowerPriorityIsAnswered(String prefix) {
        String words = "garp_lower_prio_delay: 4, garp_lower_prio_repeat: 3";
        WordNode node = node(prefix, words)
                .runTo(40 * SECOND)
                .hearUntil(41 * SECOND, 90)
                .runTo(60 * SECOND);

        assertThat(rounds(node, 40 * SECOND))
                .containsExactly(0L, TENTH, 2 * TENTH, 4 * SECOND, 4 * SECOND + TENTH, 4 * SECOND + 2 * TENTH);
    }
}
