package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent as director in a kernel that has IPVS: real web servers, real failures, and keepalived beside it. */
@LabTest(
        agent = false,
        vm = true,
        tools = {"ipvsadm"})
class DirectorIT {
    private static final String BOTH = """
            -A -t 10.0.0.100:80 -s rr
            -a -t 10.0.0.100:80 -r 10.0.0.11:8080 -m -w 1
            -a -t 10.0.0.100:80 -r 10.0.0.12:8080 -m -w 1
            """;

    private static VmStory story = VmStory.UNTOLD;

    @BeforeAll
    static void tellTheStory() {
        story = VmStory.tell("director-story.sh");
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
    void whatHappenedIsOnThePageOfMetrics() {
        String a = "real_server=\"10.0.0.11:8080\"";
        String b = "real_server=\"10.0.0.12:8080\"";
        String web = "virtual_server=\"10.0.0.100 80\"";
        story.assertTold("seen", """
                lvs_checker_up{checker="HTTP_GET",%2$s,%3$s} 1.0
                lvs_checker_up{checker="TCP_CHECK",%1$s,%3$s} 1.0
                lvs_real_server_transitions_total{%1$s,to="down",%3$s} 1.0
                lvs_real_server_transitions_total{%1$s,to="up",%3$s} 1.0
                lvs_real_server_transitions_total{%2$s,to="down",%3$s} 1.0
                lvs_real_server_transitions_total{%2$s,to="up",%3$s} 1.0
                lvs_server_weight{%1$s,role="real",%3$s} 1.0
                lvs_server_weight{%2$s,role="real",%3$s} 1.0
                lvs_table_as_wanted{%3$s} 1.0
                lvs_table_refused_total{%3$s} 0.0
                lvs_table_restored_total{%3$s} 1.0
                lvs_virtual_server_in_kernel{%3$s} 1.0
                lvs_virtual_server_transitions_total{to="down",%3$s} 1.0
                lvs_virtual_server_transitions_total{to="up",%3$s} 1.0
                """.formatted(a, b, web));
        assertThat(story.chapter("counted or not").lines())
                .as(story.told())
                .contains(
                        "some lvs_checker_failures_total{checker=\"TCP_CHECK\"," + a + ",reason=\"failed\"," + web
                                + "}",
                        "some lvs_checker_runs_total{checker=\"HTTP_GET\"," + b + "," + web + "}",
                        "some lvs_checker_seconds_total{checker=\"HTTP_GET\"," + b + "," + web + "}",
                        "some lvs_virtual_server_bytes_total{direction=\"in\"," + web + "}",
                        "some lvs_virtual_server_packets_total{direction=\"in\"," + web + "}",
                        "some lvs_virtual_server_connections_total{" + web + "}");
    }

    @Test
    void theDoctorKnowsWhatNatNeeds() {
        assertThat(story.chapter("examined").lines())
                .as(story.told())
                .contains(
                        "ok       the kernel has IPVS",
                        "missing  net.ipv4.ip_forward is 0: with NAT no answer of a real server comes through",
                        "ok       net.ipv4.ip_forward is 1, as NAT needs")
                .containsSubsequence("1", "0");
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
