package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our table of virtual services in a kernel that has IPVS, as ipvsadm sees it. */
@LabTest(
        agent = false,
        vm = true,
        tools = {"ipvsadm"})
class IpvsTableIT {
    /** What the agent may do as a service; the kernel must load its modules for it nevertheless. */
    private static final String AS_THE_UNIT = "--bounding-set=-all,+net_admin,+net_raw";

    private static final Map<String, List<String>> CHAPTERS = new HashMap<>();

    @BeforeAll
    static void tellTheStory() {
        Shell.Result told = IpvsVm.java(IpvsTableStory.class, "setpriv", AS_THE_UNIT);

        assertThat(told.output()).contains("== refusals").doesNotContain("FAILED");
        assertThat(told.status()).isZero();
        for (String chapter : told.output().split("(?m)^== ", -1)) {
            List<String> lines = chapter.lines().map(String::stripTrailing).toList();
            CHAPTERS.put(
                    lines.isEmpty() ? "" : lines.get(0), lines.stream().skip(1).toList());
        }
    }

    private static void assertTold(String chapter, String lines) {
        assertThat(CHAPTERS.get(chapter))
                .containsExactlyElementsOf(lines.lines().toList());
    }

    @Test
    void everySchedulerAndItsFlagsArrive() {
        assertTold("schedulers", """
                -A -t 10.0.0.1:1000 -s rr
                -A -t 10.0.0.1:1001 -s wrr
                -A -t 10.0.0.1:1002 -s lc
                -A -t 10.0.0.1:1003 -s wlc
                -A -t 10.0.0.1:1004 -s lblc
                -A -t 10.0.0.1:1005 -s lblcr
                -A -t 10.0.0.1:1006 -s sh
                -A -t 10.0.0.1:1007 -s mh
                -A -t 10.0.0.1:1008 -s dh
                -A -t 10.0.0.1:1009 -s fo
                -A -t 10.0.0.1:1010 -s ovf
                -A -t 10.0.0.1:1011 -s sed
                -A -t 10.0.0.1:1012 -s nq
                -A -t 10.0.0.1:1013 -s sh -b sh-fallback
                -A -t 10.0.0.1:1014 -s sh -b sh-port
                -A -t 10.0.0.1:1015 -s mh -b mh-fallback,mh-port
                -A -t 10.0.0.1:1016 -s wlc -b flag-3
                read as ordered
                """);
    }

    @Test
    void everyKindOfServiceArrives() {
        assertTold("services", """
                -A -t 10.0.0.1:0 -s rr -p 360
                -A -t 10.0.0.1:80 -s rr -p 50 -M 255.255.255.0
                -A -u 10.0.0.1:5060 -s rr -p 30 --pe sip -o
                -A --sctp-service 10.0.0.1:9 -s nq
                -A -t [2001:db8::1]:443 -s wlc -p 60 -M 64
                -A -f 7 -s wrr
                -A -f 7 -6 -s wrr
                read as ordered
                """);
    }

    @Test
    void everyKindOfServerArrives() {
        assertTold("servers", """
                Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn
                  -> RemoteAddress:Port
                TCP  10.0.0.1:80 rr
                  -> 10.0.0.2:8080                100        50         0          0
                  -> 10.0.0.3:80                  0          0          0          0
                  -> 10.0.0.4:80                  0          0          0          0
                  -> 10.0.0.5:80                  0          0          0          0
                  -> 10.0.0.6:80                  0          0          0          0
                  -> 10.0.0.7:80                  0          0          0          0
                  -> 10.0.0.8:80                  0          0          0          0
                  -> 10.0.0.9:80                  0          0          0          0
                  -> [2001:db8::9]:80             0          0          0          0
                -A -t 10.0.0.1:80 -s rr
                -a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 5
                -a -t 10.0.0.1:80 -r 10.0.0.3:80 -g -w 0
                -a -t 10.0.0.1:80 -r 10.0.0.4:80 -i -w 65535 --tun-type ipip
                -a -t 10.0.0.1:80 -r 10.0.0.5:80 -i -w 1 --tun-type gue --tun-port 5555 --tun-nocsum
                -a -t 10.0.0.1:80 -r 10.0.0.6:80 -i -w 1 --tun-type gue --tun-port 5555 --tun-csum
                -a -t 10.0.0.1:80 -r 10.0.0.7:80 -i -w 1 --tun-type gue --tun-port 5555 --tun-remcsum
                -a -t 10.0.0.1:80 -r 10.0.0.8:80 -i -w 1 --tun-type gre --tun-nocsum
                -a -t 10.0.0.1:80 -r 10.0.0.9:80 -i -w 1 --tun-type gre --tun-csum
                -a -t 10.0.0.1:80 -r [2001:db8::9]:80 -i -w 1 --tun-type ipip
                -A -t [2001:db8::1]:443 -s rr
                -a -t [2001:db8::1]:443 -r [2001:db8::2]:8443 -m -w 1
                -a -t [2001:db8::1]:443 -r [2001:db8::3]:443 -g -w 1
                -A -f 7 -s rr
                -a -f 7 -r 10.0.0.2:0 -g -w 1
                read as ordered
                """);
    }

    @Test
    void aConnectionOutlivesChangesOfItsServiceAndItsServer() {
        assertTold("connections", """
                through !
                -A -t 10.0.0.1:80 -s mh -p 50
                -a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 0
                -a -t 10.0.0.1:80 -r 10.0.0.3:80 -g -w 7
                """);
    }

    @Test
    void countersAreThoseOfTheKernel() {
        List<String> lines = CHAPTERS.getOrDefault("counters", List.of());

        assertThat(lines).hasSize(8).startsWith("active 1 inactive 2").endsWith("goes on true");
        String service = lines.get(1).replace("service", "");
        String server = lines.get(2).replace("server", "");
        assertThat(service).startsWith(" 3 ").isEqualTo(server);
        assertThat(lines.get(5).replaceAll(" +", " ")).isEqualTo("TCP 10.0.0.1:82" + service);
        assertThat(lines.get(6).replaceAll(" +", " ")).isEqualTo(" -> 10.0.0.2:8082" + server);
    }

    @Test
    void whatIsRemovedIsGoneAndWhatWasNotThereAsWell() {
        assertTold("removal", """
                server: done
                server again: done
                service: done
                service again: done
                server of no service: done
                -A -t 10.0.0.1:80 -s rr
                -a -t 10.0.0.1:80 -r 10.0.0.3:80 -g -w 1
                all: done
                """);
    }

    @Test
    void timeoutsAreSetUnlessTheyAreZero() {
        assertTold("timeouts", """
                Timeouts[tcp=900, tcpFin=120, udp=300]
                set: done
                Timeout (tcp tcpfin udp): 901 120 301
                Timeouts[tcp=901, tcpFin=120, udp=301]
                """);
    }

    @Test
    void syncDaemonsStartAndStop() {
        assertTold("daemons", """
                start: done
                start: done
                start again: start sync daemon MASTER on lo: EEXIST
                master sync daemon (mcast=lo, syncid=51, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)
                backup sync daemon (mcast=lo, syncid=52, maxlen=1200, group=224.0.0.82, port=8849, ttl=3)
                fulfilled true
                stop: done
                stop again: done
                backup sync daemon (mcast=lo, syncid=52, maxlen=1200, group=224.0.0.82, port=8849, ttl=3)
                stop: done
                []
                nowhere: start sync daemon MASTER on none0: ENODEV
                """);
    }

    @Test
    void refusalsSayWhatIsMissing() {
        assertTold("refusals", """
                scheduler: put virtual service tcp 10.0.0.1:80: ENOENT (no scheduler twos)
                engine: put virtual service tcp 10.0.0.1:80: ENOENT (no scheduler rr, or no persistence engine none)
                no service: put real server 10.0.0.2:8080 of tcp 10.0.0.1:80: ESRCH
                other family: put real server [2001:db8::9]:80 of tcp 10.0.0.1:80: EINVAL
                """);
    }
}
