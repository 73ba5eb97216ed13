package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What trackers do to a priority, beside keepalived: both see the same files and the same state of their links, and what
 * their adverts say is written down after every change.
 *
 * <p>Every instance is alone on its VRID, so that it is master whenever it is fit, and says its priority; "-" is one that
 * does not advertise. Scripts, links and files change in the same steps, which do not disturb each other because a story
 * looks at one of them. Processes are not among them: keepalived hears of them by the kernel's process connector, which
 * exists in the machine's first network namespace alone, and the lab keeps out of that.
 */
@LabTest
class TrackerIT {
    private static final int OURS = 1;
    private static final int THEIRS = 101;
    private static final String LINK = "t0";
    private static final String FAR_END = "t1";

    /** Adverts come five times a second; who is silent for longer does not advertise. */
    private static final double FRESH_SECONDS = 1;

    private static final double START_SECONDS = 20;

    /** The world from here on, and when to look: a second or more away from everything that takes its time. */
    private enum Step {
        // "slow" and "starts_bad" have had the results they need, and whoever was in FAULT has taken over.
        ALL_WELL(true, true, "0", 7),
        A_LOSS(false, false, "20", 2.8),
        THE_LOSS_LASTS(false, true, "-7", 4.5),
        A_CURE(true, false, "300", 2.8),
        THE_CURE_LASTS(true, true, "-300", 4.5),
        ALL_WELL_AGAIN(true, true, "0", 2.8);

        private final boolean scriptPasses;
        private final boolean linkIsUp;
        private final String number;
        private final double seconds;

        Step(boolean scriptPasses, boolean linkIsUp, String number, double seconds) {
            this.scriptPasses = scriptPasses;
            this.linkIsUp = linkIsUp;
            this.number = number;
            this.seconds = seconds;
        }
    }

    /**
     * What one instance tracks.
     *
     * @param kind as in {@code track_…}, or empty for nothing
     * @param options what stands behind the tracker's name, in keepalived's words
     * @param group its sync group, or empty
     * @param ours what our adverts say after every step
     * @param theirs what keepalived's say
     */
    private record Story(
            int priority, String kind, String tracker, String options, String group, String ours, String theirs) {
        static Story script(String tracker, String options, String both) {
            return new Story(100, "script", tracker, options, "", both, both);
        }

        static Story link(String options, String both) {
            return new Story(100, "interface", LINK, options, "", both, both);
        }

        static Story file(String options, String both) {
            return new Story(100, "file", "num", options, "", both, both);
        }

        static Story untracked(String group, String both) {
            return new Story(100, "", "", "", group, both, both);
        }

        Story of(int own) {
            return new Story(own, kind, tracker, options, group, ours, theirs);
        }

        Story in(String name) {
            return new Story(priority, kind, tracker, options, name, ours, theirs);
        }

        Story butTheirs(String other) {
            return new Story(priority, kind, tracker, options, group, ours, other);
        }

        private String yaml() {
            return kind.isEmpty() ? "" : "    " + TrackerIT.yaml(kind, tracker, options);
        }

        private String keepalived() {
            return kind.isEmpty() ? "" : TrackerIT.keepalived(kind, tracker, options);
        }

        @Override
        public String toString() {
            return Stream.of(Integer.toString(priority), group, kind, tracker, options)
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(" "));
        }
    }

    private static final List<Story> STORIES = List.of(
            Story.script("plain", "", "100 - - 100 100 100"),
            Story.script("plain", "weight 10", "110 100 100 110 110 110"),
            Story.script("plain", "weight -10", "100 90 90 100 100 100"),
            Story.script("plain", "weight 10 reverse", "90 100 100 90 90 90"),
            Story.script("plain", "weight -10 reverse", "100 110 110 100 100 100"),
            Story.script("plain", "weight 0 reverse", "- 100 100 - - -"),
            Story.script("plain", "weight -10", "255 255 255 255 255 255").of(255),
            Story.script("slow", "", "100 100 - - 100 100"),
            Story.script("slow", "weight -10", "100 100 90 90 100 100"),
            Story.script("starts_bad", "weight -10", "100 90 90 90 100 100"),
            Story.script("hangs", "", "- - - - - -"),
            Story.script("hangs", "weight -10", "90 90 90 90 90 90"),
            Story.link("", "100 - 100 - 100 100"),
            Story.link("weight 20", "120 100 120 100 120 120"),
            Story.link("weight -20", "100 80 100 80 100 100"),
            Story.link("weight -20 reverse", "100 120 100 120 100 100"),
            Story.link("weight 0 reverse", "- 100 - 100 - -"),
            Story.link("weight 253", "254 100 254 100 254 254"),
            Story.link("weight -253", "100 1 100 1 100 100"),
            Story.file("", "100 120 93 254 - 100"),
            Story.file("weight 2", "100 140 86 254 - 100"),
            Story.file("weight -1", "100 80 107 - 254 100"),
            Story.file("weight 1 reverse", "100 80 107 - 254 100"),
            Story.file("weight 0", "100 - - - - 100"),
            Story.file("weight 0 reverse", "- 100 100 100 100 -"),
            // A group's weight moves all its members; a member's own counts for nothing, unless the group wants it.
            // That
            // keepalived counts an interface's all the same, after a warning that it does not, is not followed.
            Story.untracked("weighed", "100 90 90 100 100 100"),
            Story.untracked("weighed", "100 90 90 100 100 100"),
            Story.script("plain", "weight -10", "100 100 100 100 100 100").in("even"),
            Story.link("weight -20", "100 100 100 100 100 100").in("even").butTheirs("100 80 100 80 100 100"),
            Story.script("plain", "weight -10", "100 90 90 100 100 100").in("uneven"),
            Story.untracked("uneven", "100 100 100 100 100 100"));

    @Test
    void prioritiesFollowTrackersAsInKeepalived() {
        try (Lab lab = Lab.open()) {
            LabNode ours = node(lab, 1);
            LabNode theirs = node(lab, 2);
            enter(lab, Step.ALL_WELL, List.of(ours, theirs));
            Capture capture = Capture.incomingAdverts(lab, lab.client());
            HoldfastProcess.start(lab, ours, yaml(lab)).awaitReady();
            KeepalivedProcess keepalived = KeepalivedProcess.start(lab, theirs, keepalived(lab));
            keepalived.process().awaitLine("Startup complete", START_SECONDS);

            List<Map<Integer, String>> heard = new ArrayList<>();
            for (Step step : Step.values()) {
                enter(lab, step, List.of(ours, theirs));
                Clock.sleep(step.seconds);
                heard.add(heard(capture));
            }

            assertThat(table(story -> told(heard, OURS + story), story -> told(heard, THEIRS + story)))
                    .isEqualTo(table(
                            story -> STORIES.get(story).ours(),
                            story -> STORIES.get(story).theirs()));
        }
    }

    /** What both say in every story, in a form whose differences are read at sight. */
    private static String table(IntFunction<String> ours, IntFunction<String> theirs) {
        return IntStream.range(0, STORIES.size())
                .mapToObj(story -> "%-45s ours %-25s theirs %s"
                        .formatted(STORIES.get(story), ours.apply(story), theirs.apply(story)))
                .collect(Collectors.joining("\n"));
    }

    private static String told(List<Map<Integer, String>> heard, int vrid) {
        return heard.stream().map(step -> step.getOrDefault(vrid, "-")).collect(Collectors.joining(" "));
    }

    /** By VRID the priority advertised last, of those that still advertise. */
    private static Map<Integer, String> heard(Capture capture) {
        long since = Clock.nowMicros() - (long) (FRESH_SECONDS * 1e6);
        Map<Integer, String> heard = new LinkedHashMap<>();
        for (Frame advert : capture.adverts()) {
            heard.remove(advert.vrid());
            if (advert.micros() > since && advert.vrrpPriority() > 0) {
                heard.put(advert.vrid(), Integer.toString(advert.vrrpPriority()));
            }
        }
        return heard;
    }

    private static LabNode node(Lab lab, int number) {
        LabNode node = lab.node(number);
        node.ip("link", "add", LINK, "type", "veth", "peer", "name", FAR_END);
        node.ip("link", "set", LINK, "up");
        return node;
    }

    private static void enter(Lab lab, Step step, List<LabNode> nodes) {
        lab.write("passes", step.scriptPasses ? "0" : "1");
        lab.write("number", step.number);
        nodes.forEach(node -> node.ip("link", "set", FAR_END, step.linkIsUp ? "up" : "down"));
    }

    private static String yaml(Lab lab) {
        String test = "/usr/bin/grep -q 0 " + lab.folder().resolve("passes");
        StringBuilder text = new StringBuilder("""
                global_defs: {script_user: root}
                vrrp_script:
                  plain: {script: %1$s, interval: 1}
                  slow: {script: %1$s, interval: 1, rise: 5, fall: 5}
                  starts_bad: {script: %1$s, interval: 1, rise: 5, init_fail: true}
                  hangs: {script: /bin/sleep 60, interval: 3, timeout: 1}
                vrrp_track_file:
                  num: {file: %2$s, interval: 200ms}
                vrrp_sync_group:
                """.formatted(test, lab.folder().resolve("number")));
        groups().forEach((group, members) -> {
            text.append("  %s:\n    group: %s\n".formatted(group, names(OURS, members)));
            text.append(group.equals("weighed") ? "    " + yaml("script", "plain", "weight -10") : "");
            text.append(group.equals("uneven") ? "    sync_group_tracking_weight: true\n" : "");
        });
        text.append("vrrp_instance:\n");
        for (int story = 0; story < STORIES.size(); story++) {
            text.append("""
                      VI_%1$d:
                        interface: eth0
                        virtual_router_id: %1$d
                        version: 3
                        advert_int: 0.2
                        priority: %2$d
                        virtual_ipaddress: [198.51.100.%1$d/32]
                    """.formatted(OURS + story, STORIES.get(story).priority()));
            text.append(STORIES.get(story).yaml());
        }
        return text.toString();
    }

    private static String keepalived(Lab lab) {
        String test = "/usr/bin/grep -q 0 " + lab.folder().resolve("passes");
        StringBuilder text = new StringBuilder("""
                global_defs {
                    script_user root
                }
                vrrp_script plain {
                    script "%1$s"
                    interval 1
                }
                vrrp_script slow {
                    script "%1$s"
                    interval 1
                    rise 5
                    fall 5
                }
                vrrp_script starts_bad {
                    script "%1$s"
                    interval 1
                    rise 5
                    init_fail
                }
                vrrp_script hangs {
                    script "/bin/sleep 60"
                    interval 3
                    timeout 1
                }
                track_file num {
                    file %2$s
                }
                """.formatted(test, lab.folder().resolve("number")));
        groups().forEach((group, members) -> {
            text.append("vrrp_sync_group %s {\ngroup {\n".formatted(group));
            names(THEIRS, members).forEach(name -> text.append(name).append('\n'));
            text.append("}\n");
            text.append(group.equals("weighed") ? keepalived("script", "plain", "weight -10") : "");
            text.append(group.equals("uneven") ? "sync_group_tracking_weight\n" : "");
            text.append("}\n");
        });
        for (int story = 0; story < STORIES.size(); story++) {
            text.append("""
                    vrrp_instance VI_%1$d {
                        interface eth0
                        virtual_router_id %1$d
                        version 3
                        advert_int 0.2
                        priority %2$d
                        virtual_ipaddress {
                            198.51.100.%1$d
                        }
                    """.formatted(THEIRS + story, STORIES.get(story).priority()));
            text.append(STORIES.get(story).keepalived()).append("}\n");
        }
        return text.toString();
    }

    private static String keepalived(String kind, String tracker, String options) {
        return "    track_%s {\n        %s %s\n    }\n".formatted(kind, tracker, options);
    }

    /** keepalived's {@code NAME weight N reverse} in our form. */
    private static String yaml(String kind, String tracker, String options) {
        String keys = options.replaceFirst("weight (\\S+)", ", weight: $1").replace(" reverse", ", reverse: true");
        return "track_%s: [{%s: %s%s}]\n".formatted(kind, kind, tracker, keys);
    }

    private static Map<String, List<Integer>> groups() {
        return IntStream.range(0, STORIES.size())
                .boxed()
                .filter(story -> !STORIES.get(story).group().isEmpty())
                .collect(Collectors.groupingBy(story -> STORIES.get(story).group()));
    }

    private static List<String> names(int first, List<Integer> members) {
        return members.stream().map(member -> "VI_" + (first + member)).toList();
    }
}
