package dev.holdfast.agent.demo;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks both nodes again and again, and tells when an answer differs from the one before. */
final class HolderWatch {
    private static final int PAUSE_MILLIS = 50;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final List<DemoNode> nodes;
    private final Map<String, String> states = new LinkedHashMap<>();
    private final Consumer<String> line;

    HolderWatch(List<DemoNode> nodes, Consumer<String> line) {
        this.nodes = List.copyOf(nodes);
        this.line = line;
    }

    /** Watches until exactly this node is master. */
    void awaitMaster(DemoNode node, long limitNanos) throws InterruptedException {
        long end = System.nanoTime() + limitNanos;
        while (!masters().equals(List.of(node.name()))) {
            if (end - System.nanoTime() <= 0) {
                throw new DemoException(node.name() + " did not become the only master in "
                        + TimeUnit.NANOSECONDS.toSeconds(limitNanos) + " s. Its log ends:\n" + node.logTail());
            }
            look();
        }
    }

    /** Watches for a while. */
    void watch(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (end - System.nanoTime() > 0) {
            look();
        }
    }

    /** Tells something between the changes. */
    void tell(String text) {
        line.accept(LocalTime.now(java.time.ZoneId.systemDefault()).format(CLOCK) + "  " + text);
    }

    private void look() throws InterruptedException {
        for (DemoNode node : nodes) {
            String now = node.state();
            String before = Optional.ofNullable(states.put(node.name(), now)).orElse(DemoNode.NO_ANSWER);
            if (!now.equals(before)) {
                tell(node.name() + "  " + now + (now.equals("MASTER") ? ", holds " + DemoNetwork.VIP : ""));
            }
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }

    private List<String> masters() {
        List<String> masters = new ArrayList<>();
        states.forEach((name, state) -> {
            if (state.equals("MASTER")) {
                masters.add(name);
            }
        });
        return masters;
    }
}
