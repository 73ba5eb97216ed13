package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.route.NextHop;
import dev.holdfast.core.route.Route;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.route.Rule;
import dev.holdfast.core.route.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Routes and rules in the words of {@code ip}. */
class RoutingConfigTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final InterfaceName ETH1 = new InterfaceName("eth1");

    private final EngineConfig everything;

    RoutingConfigTest() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/dev/holdfast/agent/config/good/everything.yaml"));
        ConfigResult result = new ConfigLoader(new FakeHost()).parse("everything.yaml", text);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        everything = ((ConfigResult.Loaded) result).config().engine();
    }

    private List<RoutingEntry> of(String instance) {
        return everything.routers().stream()
                .filter(router -> router.name().equals(instance))
                .findFirst()
                .orElseThrow()
                .routing();
    }

    private static NextHop hop(String via, int weight, boolean onlink) {
        return new NextHop(Optional.of(IpAddress.parse(via)), Optional.of(ETH0), weight, onlink);
    }

    @Test
    void ofAnInstanceRoutesBeforeRules() {
        Route gateway = new Route(
                Verdict.FORWARD,
                IpPrefix.parse("::/0"),
                254,
                0,
                100,
                112,
                OptionalInt.empty(),
                Optional.empty(),
                List.of(hop("2001:db8::1", 1, false)),
                0,
                true);
        Route several = new Route(
                Verdict.FORWARD,
                IpPrefix.parse("2001:db8:1::/48"),
                254,
                0,
                0,
                112,
                OptionalInt.empty(),
                Optional.empty(),
                List.of(hop("2001:db8::2", 1, false), hop("2001:db8::3", 2, true)),
                0,
                true);
        Rule marked = new Rule(
                IpFamily.IPV6,
                Verdict.FORWARD,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Rule.Mark(0x10, 0xff)),
                0,
                100,
                OptionalInt.empty(),
                112,
                true);

        assertThat(of("six")).containsExactly(gateway, several, marked);
        assertThat(of("unicast")).isEmpty();
    }

    @Test
    void ofTheNode() {
        Route full = new Route(
                Verdict.FORWARD,
                IpPrefix.parse("198.51.100.0/24"),
                200,
                0x10,
                0,
                4,
                OptionalInt.of(0),
                Optional.of(IpAddress.parse("192.0.2.100")),
                List.of(new NextHop(Optional.of(IpAddress.parse("192.0.2.1")), Optional.empty(), 1, false)),
                1400,
                true);
        Route hole = new Route(
                Verdict.BLACKHOLE,
                IpPrefix.parse("203.0.113.0/24"),
                254,
                0,
                7,
                112,
                OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                0,
                true);
        Route link = new Route(
                Verdict.FORWARD,
                IpPrefix.parse("0.0.0.0/0"),
                -1,
                0,
                0,
                112,
                OptionalInt.empty(),
                Optional.empty(),
                List.of(new NextHop(Optional.empty(), Optional.of(ETH1), 1, false)),
                0,
                false);
        Rule select = new Rule(
                IpFamily.IPV4,
                Verdict.FORWARD,
                Optional.of(IpPrefix.parse("192.0.2.0/24")),
                Optional.empty(),
                Optional.of(ETH0),
                Optional.of(ETH1),
                Optional.of(new Rule.Mark(16, -1)),
                8,
                254,
                OptionalInt.of(1000),
                112,
                true);
        Rule refuse = new Rule(
                IpFamily.IPV6,
                Verdict.PROHIBIT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                OptionalInt.of(5),
                112,
                true);

        assertThat(everything.staticRouting()).containsExactly(full, hole, link, select, refuse);
    }
}
