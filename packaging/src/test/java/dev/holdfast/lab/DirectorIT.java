package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent as director in a kernel that has IPVS: real web servers, real failures, and keepalived beside it. */
@LabTest(
        agent = false,
        tools = {"busybox", "curl", "gcc", "ipvsadm", "keepalived", "linux.uml", "modprobe", "taskset", "unshare"})
class DirectorIT {
    private static final Path STORY = Path.of("src/test/resources/dev/holdfast/lab/director-story.sh");
    private static final int LIMIT_SECONDS = 100;

    private static final String BOTH = """
            -A -t 10.0.0.100:80 -s rr
            -a -t 10.0.0.100:80 -r 10.0.0.11:8080 -m -w 1
            -a -t 10.0.0.100:80 -r 10.0.0.12:8080 -m -w 1
            """;

    private static final Map<String, String> CHAPTERS = new HashMap<>();
    private static String told = "";

    @BeforeAll
    static void tellTheStory() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Shell.Result result = IpvsVm.run(
                LIMIT_SECONDS,
                List.of("bash", "-c", Files.readString(STORY), "story", java, System.getProperty("java.class.path")));
        told = result.output();
        for (String chapter : told.split("(?m)^== ", -1)) {
            int end = chapter.indexOf('\n');
            CHAPTERS.put(end < 0 ? chapter : chapter.substring(0, end), chapter.substring(end + 1));
        }
    }

    private static void assertTold(String chapter, String text) {
        assertThat(CHAPTERS.get(chapter)).as("%s of%n%s", chapter, told).isEqualTo(text);
    }

    @Test
    void connectionsAreHandedToBothServersInTurn() {
        assertTold("begun", BOTH + "a\na\nb\nb\n");
    }

    @Test
    void aServerThatStopsIsTakenOutAfterItsRetries() {
        assertTold("a stopped", """
                -A -t 10.0.0.100:80 -s rr
                -a -t 10.0.0.100:80 -r 10.0.0.12:8080 -m -w 1
                b
                """);
    }

    @Test
    void theSorryServerServesWhenNobodyIsLeft() {
        assertTold("both stopped", """
                -A -t 10.0.0.100:80 -s rr
                -a -t 10.0.0.100:80 -r 10.0.0.99:8080 -m -w 1
                sorry
                lvs_real_server_up{real_server="10.0.0.11:8080",virtual_server="10.0.0.100 80"} 0.0
                lvs_real_server_up{real_server="10.0.0.12:8080",virtual_server="10.0.0.100 80"} 0.0
                lvs_virtual_server_up{virtual_server="10.0.0.100 80"} 0.0
                """);
    }

    @Test
    void serversThatAreBackTakeOverAgain() {
        assertTold("both back", BOTH + """
                lvs_real_server_up{real_server="10.0.0.11:8080",virtual_server="10.0.0.100 80"} 1.0
                lvs_real_server_up{real_server="10.0.0.12:8080",virtual_server="10.0.0.100 80"} 1.0
                lvs_virtual_server_up{virtual_server="10.0.0.100 80"} 1.0
                """);
    }

    @Test
    void whatSomebodyTakesOutIsPutBack() {
        assertTold("meddled with", BOTH);
    }

    @Test
    void aNewAgentTakesTheTableOverFromOneThatWasKilledAndAStopEmptiesIt() {
        assertTold("killed", BOTH);
        assertTold("started again", BOTH);
        assertTold("stopped", "");
    }

    @Test
    void keepalivedProgramsTheSameFromTheSameWords() {
        assertTold("of the example", """
                -A -t 192.0.2.100:80 -s rr -p 50
                -a -t 192.0.2.100:80 -r 192.0.2.11:80 -g -w 1
                -a -t 192.0.2.100:80 -r 192.0.2.12:80 -g -w 1
                """);
        assertThat(CHAPTERS.get("of keepalived")).isEqualTo(CHAPTERS.get("of the example"));
    }
}
