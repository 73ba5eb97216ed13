package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Holdfast sends equals what keepalived sends from the same configuration, octet by octet.
 *
 * <p>But for two fields of IPv6 headers, in which we follow the RFC and keepalived 2.2.7 leaves the kernel's default: the
 * hop limit of unicast adverts is 255 (RFC 9568 section 5.1.2.3; keepalived: 64), and neighbour advertisements are of
 * class network control as the adverts are (keepalived: 0). The expectation has just these two replaced.
 */
@LabTest
@Execution(ExecutionMode.CONCURRENT)
class WireIT {
    @ParameterizedTest
    @CsvSource({
        "V2_PLAIN, false",
        "V2_PLAIN, true",
        "V2_PASS, false",
        "V2_PASS, true",
        "V2_AH, false",
        "V2_AH, true",
        "V3_IPV4, false",
        "V3_IPV4, true",
        "V3_IPV6, false",
        "V3_IPV6, true"
    })
    void framesEqualKeepaliveds(Protocol protocol, boolean unicast) {
        List<Frame> expected = career(Agent.Kind.KEEPALIVED, protocol, unicast).stream()
                .map(Frame::withOurIpv6Header)
                .toList();
        List<Frame> actual = career(Agent.Kind.HOLDFAST, protocol, unicast);

        assertThat(adverts(actual, frame -> frame.vrrpPriority() > 0))
                .as("adverts")
                .hasSize(1)
                .isEqualTo(adverts(expected, frame -> frame.vrrpPriority() > 0));
        assertThat(adverts(actual, frame -> frame.vrrpPriority() == 0))
                .as("priority 0")
                .hasSize(1)
                .isEqualTo(adverts(expected, frame -> frame.vrrpPriority() == 0));
        assertThat(announcements(actual))
                .as("announcements")
                .hasSize(protocol.addresses().size())
                .isEqualTo(announcements(expected));
        if (!protocol.isIpv6()) {
            assertThat(actual).filteredOn(Frame::isVrrp).allMatch(Frame::hasGoodHeaderChecksum);
        }
    }

    /** All that a program sends from its start, over some time as master, to its end. */
    private static List<Frame> career(Agent.Kind kind, Protocol protocol, boolean unicast) {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            LabNode b = lab.node(2);
            AddressWatch watch = AddressWatch.start(lab, a);
            Capture capture = Capture.outgoing(lab, a);
            Agent agent = kind.start(lab, Router.of(protocol, 150, a, b).withUnicast(unicast));
            watch.awaitHolds(protocol.address(), 30);
            Clock.sleep(1.5);
            agent.terminate();
            agent.process().awaitExit(10);
            Clock.sleep(0.2);
            capture.stop();
            return capture.frames();
        }
    }

    private static Set<String> adverts(List<Frame> frames, Predicate<Frame> which) {
        return frames.stream()
                .filter(Frame::isVrrp)
                .filter(which)
                .map(Frame::comparable)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> announcements(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.isGratuitousArp() || frame.isNeighbourAdvertisement())
                .map(Frame::comparable)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
