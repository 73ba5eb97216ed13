package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent as director in a kernel that has IPVS: real web servers, real failures, and keepalived beside it. */
@LabTest(
        agent = false,
        tools = {"busybox", "curl", "gcc", "ipvsadm", "keepalived", "linux.uml", "modprobe", "taskset", "unshare"})
class DirectorIT {
    private static final int LIMIT_SECONDS = 130;

    private static final String BOTH = """
            -A -t 10.0.0.100:80 -s rr
            -a -t 10.0.0.100:80 -r 10.0.0.11:8080 -m -w 1
            -a -t 10.0.0.100:80 -r 10.0.0.12:8080 -m -w 1
            """;

    private static VmStory story = VmStory.UNTOLD;

    @BeforeAll
    static void tellTheStory() {
        story = VmStory.tell("director-story.sh", LIMIT_SECONDS);
    }

    @Test
    void connectionsAreHandedToBothServersInTurn() {
        story.assertTold("begun", BOTH + "a\na\nb\nb\n");
    }

    @Test
    void aServerThatStopsIsTakenOutAfterItsRetries() {
        story.assertTold("a stopped", """
                -A -t 10.0.0.100:80 -s rr
                -a -t 10.0.0.100:80 -r 10.0.0.12:8080 -m -w 1
                b
                """);
    }

    @Test
    void theSorryServerServesWhenNobodyIsLeft() {
        story.assertTold("both stopped", """
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
        story.assertTold("both back", BOTH + """
                lvs_real_server_up{real_server="10.0.0.11:8080",virtual_server="10.0.0.100 80"} 1.0
                lvs_real_server_up{real_server="10.0.0.12:8080",virtual_server="10.0.0.100 80"} 1.0
                lvs_virtual_server_up{virtual_server="10.0.0.100 80"} 1.0
                """);
    }

    @Test
    void scriptsAreToldInOrder() {
        assertThat(story.chapter("notes").lines())
                .as(story.told())
                .startsWith("UP quorum", "DOWN 10.0.0.11:8080", "DOWN 10.0.0.12:8080", "DOWN quorum")
                .containsSubsequence("DOWN quorum", "UP quorum")
                .containsOnlyOnce("UP 10.0.0.11:8080");
    }

    @Test
    void whatSomebodyTakesOutIsPutBack() {
        story.assertTold("meddled with", BOTH);
    }

    @Test
    void aNewAgentTakesTheTableOverFromOneThatWasKilledAndAStopEmptiesIt() {
        story.assertTold("killed", BOTH);
        story.assertTold("started again", BOTH);
        story.assertTold("stopped", "");
    }

    @Test
    void withHaSuspendNobodyLooksBeforeTheAddressCame() {
        story.assertTold("without its address", """
                -A -t 10.0.0.101:80 -s wlc
                -a -t 10.0.0.101:80 -r 10.0.0.11:9999 -m -w 1
                """);
        story.assertTold("with its address", "-A -t 10.0.0.101:80 -s wlc\n");
    }

    @Test
    void keepalivedProgramsTheSameFromTheSameWords() {
        story.assertTold("of the example", """
                -A -t 192.0.2.100:80 -s rr -p 50
                -a -t 192.0.2.100:80 -r 192.0.2.11:80 -g -w 1
                -a -t 192.0.2.100:80 -r 192.0.2.12:80 -g -w 1
                """);
        story.assertTold("of keepalived", story.chapter("of the example"));
    }

    @Test
    void pipesGetTheLinesOfKeepalived() {
        story.assertTold("pipe of theirs", """
                RS [10.0.0.11]:tcp:8080 [10.0.0.100]:tcp:80 DOWN
                VS [10.0.0.100]:tcp:80 DOWN
                RS [10.0.0.11]:tcp:8080 [10.0.0.100]:tcp:80 UP
                VS [10.0.0.100]:tcp:80 UP
                """);
        story.assertTold("pipe of ours", story.chapter("pipe of theirs"));
    }
}
