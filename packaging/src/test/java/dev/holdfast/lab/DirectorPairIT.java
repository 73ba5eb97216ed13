package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two agents as directors in a kernel that has IPVS, with clients, servers and addresses that move. */
@LabTest(
        agent = false,
        vm = true,
        tools = {"ipvsadm", "sysctl", "tc"})
class DirectorPairIT {
    private static final String TABLE = """
            -A -f 7 -s rr
            -A -f 8 -s mh -b mh-fallback,mh-port
            -A -t 192.0.2.100:80 -s rr
            -A -t 192.0.2.100:81 -s wrr
            -A -t 192.0.2.100:82 -s sh
            -A -t 192.0.2.100:83 -s rr -p 50
            -A -t 192.0.2.100:85 -s wlc
            -A -t 192.0.2.101:86 -s rr
            -A -t 192.0.2.110:80 -s mh -b mh-fallback,mh-port
            -A -t 192.0.2.111:443 -s mh -b mh-fallback,mh-port
            -A -t 192.0.2.112:443 -s mh -b mh-fallback,mh-port
            -A -t 192.0.2.116:80 -s mh -b mh-fallback,mh-port
            -A -t 192.0.2.117:80 -s mh -b mh-fallback,mh-port
            -A -t [2001:db8::100]:80 -s rr
            -A -u 192.0.2.100:5060 -s rr -p 360 -M 255.255.255.0 --pe sip -b flag-3
            -A -u 192.0.2.100:53 -s rr -o
            -a -f 7 -r 192.0.2.11:0 -g -w 1
            -a -f 7 -r 192.0.2.12:0 -g -w 1
            -a -f 8 -r 192.0.2.11:8080 -m -w 1
            -a -f 8 -r 192.0.2.12:8080 -m -w 1
            -a -t 192.0.2.100:80 -r 192.0.2.11:80 -g -w 1
            -a -t 192.0.2.100:80 -r 192.0.2.12:80 -g -w 1
            -a -t 192.0.2.100:81 -r 192.0.2.11:81 -g -w 3
            -a -t 192.0.2.100:81 -r 192.0.2.12:81 -g -w 1
            -a -t 192.0.2.100:82 -r 192.0.2.11:82 -g -w 1
            -a -t 192.0.2.100:82 -r 192.0.2.12:82 -g -w 1
            -a -t 192.0.2.100:83 -r 192.0.2.11:83 -g -w 1
            -a -t 192.0.2.100:83 -r 192.0.2.12:83 -g -w 1
            -a -t 192.0.2.100:85 -r 192.0.2.11:8085 -m -w 7
            -a -t 192.0.2.100:85 -r 192.0.2.12:8085 -m -w 1
            -a -t 192.0.2.101:86 -r 192.0.2.11:8086 -m -w 1
            -a -t 192.0.2.101:86 -r 192.0.2.12:8086 -m -w 1
            -a -t 192.0.2.110:80 -r 192.0.2.11:8080 -m -w 1
            -a -t 192.0.2.110:80 -r 192.0.2.12:8080 -m -w 1
            -a -t 192.0.2.111:443 -r 192.0.2.11:8080 -m -w 1
            -a -t 192.0.2.111:443 -r 192.0.2.12:8080 -m -w 1
            -a -t 192.0.2.112:443 -r 192.0.2.11:8080 -m -w 1
            -a -t 192.0.2.112:443 -r 192.0.2.12:8080 -m -w 1
            -a -t 192.0.2.116:80 -r 192.0.2.11:8080 -m -w 1
            -a -t 192.0.2.116:80 -r 192.0.2.12:8080 -m -w 1
            -a -t 192.0.2.117:80 -r 192.0.2.11:8080 -m -w 1
            -a -t 192.0.2.117:80 -r 192.0.2.12:8080 -m -w 1
            -a -t [2001:db8::100]:80 -r [2001:db8::11]:80 -g -w 1
            -a -t [2001:db8::100]:80 -r [2001:db8::12]:80 -g -w 1
            -a -u 192.0.2.100:5060 -r 192.0.2.11:5060 -i -w 1 --tun-type gue --tun-port 5555 --tun-csum
            -a -u 192.0.2.100:5060 -r 192.0.2.12:5060 -i -w 1 --tun-type gre --tun-nocsum
            -a -u 192.0.2.100:53 -r 192.0.2.11:53 -i -w 1 --tun-type ipip
            -a -u 192.0.2.100:53 -r 192.0.2.12:53 -i -w 1 --tun-type ipip
            """;

    private static VmStory story = VmStory.UNTOLD;

    @BeforeAll
    static void tellTheStory() {
        story = VmStory.tell("pair-story.sh");
    }

    /** They are set up by the script that users copy. */
    @Test
    void theDoctorFindsNothingMissingOnARealServer() {
        assertThat(story.chapter("a examined").lines())
                .as(story.told())
                .contains("ok       192.0.2.100/32 is on lo", "ok       2001:db8::100/128 is on lo")
                .contains("ok       arp_ignore is 1 on eth0", "ok       arp_announce is 2 on eth0")
                .endsWith("0");
    }

    @Test
    void bothHaveTheWholeTableWhoeverIsMaster() {
        story.assertTold("table of the master", TABLE);
        story.assertTold("table of the backup", TABLE);
    }

    @Test
    void keepalivedProgramsTheSameFromTheSameWords() {
        story.assertTold("table of keepalived", TABLE);
    }

    @Test
    void connectionsAreSpreadAsTheSchedulersSay() {
        assertSpread("answers through the master");
    }

    @Test
    void theOtherDirectorTakesAddressesAndTrafficWhenOneIsKilled() {
        assertSpread("answers through the other");
    }

    @Test
    void theMasterTellsOfConnectionsAndTheBackupListens() {
        story.assertTold("sync", """
                master sync daemon (mcast=eth0, syncid=51, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)
                backup sync daemon (mcast=eth0, syncid=51, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)
                Timeout (tcp tcpfin udp): 1000 120 60
                """);
    }

    @Test
    void anEstablishedConnectionOutlivesTheDirectorThatItWentThrough() {
        assertThat(story.chapter("connection").lines().toList())
                .as(story.told())
                .isIn(List.of("a one", "a two", "a three", "a four"), List.of("b one", "b two", "b three", "b four"));
    }

    @Test
    void whoComesBackAfterACrashListensAndAStopEndsThat() {
        assertThat(story.chapter("sync of who was killed")).as(story.told()).startsWith("master");
        assertThat(story.chapter("sync of who came back").lines())
                .as(story.told())
                .singleElement()
                .asString()
                .startsWith("backup");
        story.assertTold("sync of who was stopped", "Timeout (tcp tcpfin udp): 1000 120 60\n");
    }

    private static void assertSpread(String chapter) {
        assertThat(story.chapter(chapter).lines().map(String::strip))
                .as(story.told())
                .hasSize(5)
                .contains("80: a=4 b=4", "81: a=6 b=2", "84: a=4 b=4", "ipv6: a=2 b=2")
                .containsAnyOf("83: a=8", "83: b=8");
    }

    @Test
    void sourceHashingKeepsEachClientAtOneServerAndUsesBoth() {
        assertThat(story.chapter("sources").lines().map(String::strip).toList())
                .as(story.told())
                .hasSize(8)
                .isSubsetOf(Set.of("a=3", "b=3"))
                .containsAll(Set.of("a=3", "b=3"));
    }
}
