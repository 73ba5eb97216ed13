package dev.holdfast.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers that are set up, and those that are not. */
class RealServerExamTest {
    private static final String ADDED = "ip address add 192.0.2.100/32 dev lo";

    private final FakeMachine host;

    RealServerExamTest(@TempDir Path root) {
        host = new FakeMachine(root);
    }

    private List<Finding> of(String virtual) {
        return new RealServerExam(host.machine(), IpAddress.parse(virtual)).findings();
    }

    /** What is not well. */
    private List<Finding> wrong(String virtual) {
        return of(virtual).stream()
                .filter(each -> each.verdict() != Finding.Verdict.OK)
                .toList();
    }

    private FakeMachine quiet() {
        return host.ipv4("all", "arp_ignore", 1).ipv4("all", "arp_announce", 2);
    }

    private FakeMachine carrying(String... onLo) {
        return host.link("lo", FakeMachine.LOOPBACK, onLo);
    }

    @Test
    void aPlainHostLacksEverything() {
        assertThat(wrong("192.0.2.100"))
                .containsExactly(
                        Finding.missing("192.0.2.100 is on no interface: packets for it are thrown away", ADDED),
                        Finding.missing(
                                "arp_ignore is 0 on eth0: this node answers who asks for 192.0.2.100",
                                "sysctl -w net.ipv4.conf.all.arp_ignore=1"),
                        Finding.missing(
                                "arp_announce is 0 on eth0: this node asks for its neighbours in the name of"
                                        + " 192.0.2.100, and they learn it",
                                "sysctl -w net.ipv4.conf.all.arp_announce=2"));
    }

    @Test
    void oneThatIsSetUpIsWell() {
        quiet();
        carrying("127.0.0.1/8", "192.0.2.100/32");

        assertThat(of("192.0.2.100"))
                .containsExactly(
                        Finding.ok("192.0.2.100/32 is on lo"),
                        Finding.ok("arp_ignore is 1 on eth0"),
                        Finding.ok("arp_announce is 2 on eth0"),
                        Finding.ok("there is a default route for the answers"));
    }

    @Test
    void aDummyInterfaceDoesAsWell() {
        quiet().link("vip0", FakeMachine.DUMMY, "192.0.2.100/32");

        assertThat(wrong("192.0.2.100")).isEmpty();
    }

    @Test
    void settingsOfTheInterfaceDoAsWell() {
        host.ipv4("eth0", "arp_ignore", 2).ipv4("eth0", "arp_announce", 2);
        carrying("192.0.2.100/32");

        assertThat(wrong("192.0.2.100")).isEmpty();
    }

    @Test
    void arpMustNotBeSwitchedOffAltogether() {
        quiet().ipv4("eth0", "arp_ignore", 8);
        carrying("192.0.2.100/32");

        assertThat(wrong("192.0.2.100")).extracting(Finding::what).allMatch(what -> what.startsWith("arp_ignore is 8"));
        assertThat(wrong("192.0.2.100")).hasSize(1);
    }

    @Test
    void anAddressWhereNeighboursAreAskedForIsWrong() {
        quiet().link("eth0", FakeMachine.ETHERNET, "192.0.2.11/24", "192.0.2.100/24");

        assertThat(wrong("192.0.2.100"))
                .containsExactly(Finding.missing(
                        "192.0.2.100/24 is on eth0: this node says that the address is its own, and takes clients away",
                        "ip address del 192.0.2.100/24 dev eth0; " + ADDED));
    }

    @Test
    void aWholeNetworkOnLoIsWrong() {
        quiet();
        carrying("192.0.2.100/24");

        assertThat(wrong("192.0.2.100"))
                .containsExactly(Finding.missing(
                        "192.0.2.100/24 is on lo: it takes the whole network for its own",
                        "ip address del 192.0.2.100/24 dev lo; " + ADDED));
    }

    @Test
    void ipv6NeedsTheAddressAndARouteAlone() {
        carrying("::1/128", "2001:db8::100/128");

        assertThat(of("2001:db8::100"))
                .containsExactly(
                        Finding.ok("2001:db8::100/128 is on lo"),
                        Finding.ok("there is a default route for the answers"));
    }

    @Test
    void withoutARouteAnswersGoNowhere() {
        quiet().withoutDefaultRoutes();
        carrying("192.0.2.100/32", "2001:db8::100/128");

        assertThat(wrong("192.0.2.100"))
                .containsExactly(Finding.advice(
                        "there is no default route: clients of other networks get no answer",
                        "ip -4 route add default via GATEWAY, not the director"));
        assertThat(wrong("2001:db8::100")).extracting(Finding::remedy).allMatch(text -> text.startsWith("ip -6 "));
        assertThat(wrong("2001:db8::100")).hasSize(1);
    }

    @Test
    void aStrictReversePathIsAdviceOnly() {
        quiet().ipv4("eth0", "rp_filter", 1);
        carrying("192.0.2.100/32");

        assertThat(wrong("192.0.2.100")).extracting(Finding::verdict).containsExactly(Finding.Verdict.ADVICE);

        host.ipv4("all", "rp_filter", 2); // The larger one counts, and 2 is the looser.

        assertThat(wrong("192.0.2.100")).isEmpty();
    }

    @Test
    void whatIsWrongIsPrintedWithWhatToDo() {
        assertThat(wrong("192.0.2.100").get(0)).hasToString("""
                missing  192.0.2.100 is on no interface: packets for it are thrown away
                         to do: ip address add 192.0.2.100/32 dev lo""");
        assertThat(Finding.ok("the kernel has IPVS")).hasToString("ok       the kernel has IPVS");
    }
}
