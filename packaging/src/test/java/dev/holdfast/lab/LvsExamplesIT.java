package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of load balancing as they stand in {@code examples/}, with directors, web servers and a client. */
@LabTest(
        agent = false,
        vm = true,
        tools = {"ipvsadm", "openssl", "sysctl"})
class LvsExamplesIT {
    private static final String BY_NAT = """
            -A -t 192.0.2.100:443 -s rr
            -a -t 192.0.2.100:443 -r 10.0.0.11:443 -m -w 1
            -a -t 192.0.2.100:443 -r 10.0.0.12:443 -m -w 1
            """;
    private static final String BY_DR = """
            -A -t 192.0.2.100:80 -s wrr
            -a -t 192.0.2.100:80 -r 192.0.2.11:80 -g -w 1
            -a -t 192.0.2.100:80 -r 192.0.2.12:80 -g -w 1
            """;

    private static VmStory story = VmStory.UNTOLD;

    @BeforeAll
    static void tellTheStory() {
        story = VmStory.tell("examples-story.sh");
    }

    @Test
    void tlsByNatIsSpreadOverServersWhosePageIsRight() {
        story.assertTold("2: begun", BY_NAT + "a=4 b=4\n");
    }

    @Test
    void keepalivedProgramsTheSame() {
        story.assertTold("2: keepalived", BY_NAT);
        story.assertTold("3: keepalived", BY_DR);
    }

    @Test
    void anotherPageCostsAServerItsPlaceAfterThreeRetries() {
        story.assertTold("2: another page", """
                -A -t 192.0.2.100:443 -s rr
                -a -t 192.0.2.100:443 -r 10.0.0.12:443 -m -w 1
                looks: 4
                b=2
                """);
    }

    @Test
    void theSorryServerAnswersWhenNobodyIsLeft() {
        story.assertTold("2: nobody left", """
                -A -t 192.0.2.100:443 -s rr
                -a -t 192.0.2.100:443 -r 10.0.0.99:443 -m -w 1
                sorry=2
                """);
        story.assertTold("2: back", BY_NAT);
    }

    @Test
    void theLeastConnectionsAreWeighed() {
        assertThat(story.chapter("wlc")).as(story.told()).isEqualTo("a=12 b=4\n");
    }

    @Test
    void bothDirectorsLookAtPagesAndHaveTheTable() {
        story.assertTold("3: master", BY_DR);
        story.assertTold("3: backup", BY_DR);
        story.assertTold("3: spread", "a=4 b=4\n");
        story.assertTold("3: no page", """
                -A -t 192.0.2.100:80 -s wrr
                -a -t 192.0.2.100:80 -r 192.0.2.12:80 -g -w 1
                b=4
                """);
    }

    @Test
    void theSecondDirectorServesWhenTheFirstIsKilled() {
        story.assertTold("3: killed", "a=4 b=4\n");
    }
}
