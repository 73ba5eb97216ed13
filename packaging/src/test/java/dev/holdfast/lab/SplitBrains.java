package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a node's status says of a split brain of {@code VI_1}, and waiting for it. */
final class SplitBrains {
    /** From the evidence to the word on {@code /status}. */
    static final double BOUND_SECONDS = 5;

    /** Three adverts of the slowest, of two seconds, and the time to ask. */
    private static final double REPAIR_SECONDS = 6.5;

    private static final Pattern CAUSE = Pattern.compile("\"cause\":\"([a-z_]+)\",\"cause_text\"");

    private SplitBrains() {}

    static void awaitCause(LabNode node, String cause) {
        awaitCause(node, cause, BOUND_SECONDS);
    }

    static void awaitCause(LabNode node, String cause, double within) {
        assertThat(Clock.waitFor(within, () -> cause(node).equals(cause)))
                .as(() -> node.namespace() + " must say " + cause + " but: " + node.httpGet("/status/VI_1"))
                .isTrue();
    }

    static void awaitNone(LabNode node) {
        assertThat(Clock.waitFor(REPAIR_SECONDS, () -> cause(node).isEmpty()))
                .as(() -> node.namespace() + " must see no incident but: " + node.httpGet("/status/VI_1"))
                .isTrue();
    }

    /** The cause of the open incident; empty for none. */
    private static String cause(LabNode node) {
        Matcher found = CAUSE.matcher(node.httpGet("/status/VI_1"));
        return found.find() ? found.group(1) : "";
    }
}
