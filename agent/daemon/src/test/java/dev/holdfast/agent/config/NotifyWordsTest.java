package dev.holdfast.agent.config;

import static dev.holdfast.agent.config.WordNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which scripts run when. */
class NotifyWordsTest {
    private static final String TOLD = "/etc/holdfast/notify.sh";

    private static String line(String kind, String argument) {
        return kind + " [" + TOLD + ", " + argument + "]";
    }

    @Test
    @Tag("word:vrrp_instance.notify_master")
    @Tag("word:vrrp_instance.notify_backup")
    @Tag("word:vrrp_instance.notify_fault")
    @Tag("word:vrrp_instance.notify_stop")
    void everyStateHasItsScript() {
        WordNode node = WordNode.with("""
                notify_master: %1$s m, notify_backup: %1$s b, notify_fault: %1$s f, notify_stop: %1$s s
                """.formatted(TOLD));
        node.runTo(10 * SECOND).linkAt(11 * SECOND, "eth0", false);
        node.runTo(20 * SECOND).shutDown();

        assertThat(node.scripts())
                .containsExactly(
                        line("notify_backup", "b"),
                        line("notify_master", "m"),
                        line("notify_fault", "f"),
                        line("notify_stop", "s"));
    }

    @Test
    @Tag("word:vrrp_instance.notify")
    void oneScriptHearsOfAllStates() {
        WordNode node = WordNode.master("notify: " + TOLD).shutDown();

        assertThat(node.scripts())
                .containsExactly(
                        "notify [" + TOLD + ", INSTANCE, VI_1, BACKUP, 100]",
                        "notify [" + TOLD + ", INSTANCE, VI_1, MASTER, 100]",
                        "notify [" + TOLD + ", INSTANCE, VI_1, STOP, 100]");
    }

    @Test
    @Tag("word:vrrp_instance.notify_master_rx_lower_pri")
    void aMasterThatHearsALowerOneRunsAScript() {
        WordNode node = WordNode.master("notify_master_rx_lower_pri: " + TOLD + " x");
        assertThat(node.scripts()).isEmpty();

        node.hearUntil(31 * SECOND, 90);

        assertThat(node.scripts()).containsExactly(line("notify_master_rx_lower_pri", "x"));
    }
}
