package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.engine.LinkDelays;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.wire.ChecksumForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A story told in a text file: commands, a line of dashes, and what came of them, block after block. The first line that is
 * no comment names the routers. Packets, calls and wake-ups take no time, so that every number can be worked out by hand.
 *
 * <pre>
 * routers a=200 b=100 interval=1s version=2 addresses=1 nopreempt=a,b lease=off ipv6 tell=announcements
 * preempt-delay=10s
 * run 10s | kill a | power-off a | start a | stop a | pause a | resume a | delete a
 * reload a priority=90 | link-down a | link-up a | cut a b | mend a b | break-install a | mend-install a
 * </pre>
 */
final class Story {
    private static final String OUTCOME = "----";

    private final StringBuilder told = new StringBuilder();
    private Optional<Stage> stage = Optional.empty();

    private record Stage(Segment segment, StoryTeller teller) {}

    /** Tells the story anew: the same text with what really came of the commands. */
    static String retell(String text) {
        Story story = new Story();
        boolean inOutcome = false;
        for (String line : text.lines().toList()) {
            if (line.isBlank()) {
                inOutcome = false;
            }
            if (!inOutcome) {
                inOutcome = story.tell(line);
            }
        }
        return story.told.toString();
    }

    /** Returns whether the old outcome follows. */
    private boolean tell(String line) {
        told.append(line).append('\n');
        if (line.equals(OUTCOME)) {
            told.append(stage.orElseThrow().teller().take());
            return true;
        }
        if (!line.isBlank() && !line.startsWith("#")) {
            obey(List.of(line.trim().split("\\s+")));
        }
        return false;
    }

    private void obey(List<String> words) {
        if (words.get(0).equals("routers")) {
            stage = Optional.of(stage(options(words)));
            return;
        }
        Segment segment = stage.orElseThrow().segment();
        if (words.get(0).equals("run")) {
            segment.run(segment.nowNanos() + nanos(words.get(1)));
            return;
        }
        SimNode node = node(segment, words.get(1));
        switch (words.get(0)) {
            case "kill" -> node.crash();
            case "power-off" -> {
                node.crash();
                node.kernel().reset();
            }
            case "start" -> node.start();
            case "stop" -> node.stop();
            case "pause" -> node.pause();
            case "resume" -> node.resume();
            case "delete" -> node.kernel().held().forEach(node.kernel()::drop);
            case "reload" -> node.reload(0, changed(node.setting(0), options(words)));
            case "link-down" -> node.kernel().setRunning(false);
            case "link-up" -> node.kernel().setRunning(true);
            case "cut" -> cut(segment, node, node(segment, words.get(2)), true);
            case "mend" -> cut(segment, node, node(segment, words.get(2)), false);
            case "break-install" -> node.kernel().setInstallFails(true);
            case "mend-install" -> node.kernel().setInstallFails(false);
            default -> throw new IllegalArgumentException("no such command: " + words);
        }
    }

    private static void cut(Segment segment, SimNode one, SimNode other, boolean isCut) {
        segment.network().cut(one.index(), other.index(), isCut);
        segment.network().cut(other.index(), one.index(), isCut);
    }

    private static Stage stage(Map<String, String> options) {
        List<List<Setting>> settings = new ArrayList<>();
        long interval = nanos(options.getOrDefault("interval", "1s"));
        long delay = nanos(options.getOrDefault("preempt-delay", "0s"));
        List<String> nopreempt = List.of(options.getOrDefault("nopreempt", "").split(","));
        for (char name = 'a'; options.containsKey(String.valueOf(name)); name++) {
            int priority = Integer.parseInt(options.get(String.valueOf(name)));
            int addresses = Integer.parseInt(options.getOrDefault("addresses", "1"));
            boolean preempt = !nopreempt.contains(String.valueOf(name));
            settings.add(List.of(new Setting(priority, interval, preempt, delay, addresses)));
        }
        Topology topology = new Topology(
                settings.size(),
                options.containsKey("ipv6") ? IpFamily.IPV6 : IpFamily.IPV4,
                Integer.parseInt(options.getOrDefault("version", "2")),
                List.of(new Vrid(51)),
                false,
                "",
                !options.getOrDefault("lease", "auto").equals("off"),
                false,
                ChecksumForm.PSEUDO_HEADER,
                Tracking.NONE,
                LinkDelays.NONE,
                false);
        Segment segment = new Segment(0, topology, settings, new IntervalSpan(interval, interval), true);
        StoryTeller teller =
                new StoryTeller(segment, options.getOrDefault("tell", "").equals("announcements"));
        segment.observe(teller);
        segment.nodes().forEach(SimNode::start);
        return new Stage(segment, teller);
    }

    private static Setting changed(Setting setting, Map<String, String> options) {
        Setting changed = setting;
        if (options.containsKey("priority")) {
            changed = changed.withPriority(Integer.parseInt(options.get("priority")));
        }
        if (options.containsKey("addresses")) {
            changed = changed.withAddressCount(Integer.parseInt(options.get("addresses")));
        }
        if (options.containsKey("interval")) {
            changed = changed.withIntervalNanos(nanos(options.get("interval")));
        }
        return changed;
    }

    private static SimNode node(Segment segment, String name) {
        return segment.nodes().get(name.charAt(0) - 'a');
    }

    /** Words of the form key=value, and words alone. */
    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return options;
    }

    private static long nanos(String text) {
        return text.endsWith("ms")
                ? Long.parseLong(text.substring(0, text.length() - 2)) * MILLI
                : Long.parseLong(text.substring(0, text.length() - 1)) * SECOND;
    }
}
