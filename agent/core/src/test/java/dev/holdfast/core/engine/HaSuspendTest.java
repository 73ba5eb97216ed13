package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.Director.A;
import static dev.holdfast.core.engine.Director.B;
import static dev.holdfast.core.engine.Director.SECOND;
import static dev.holdfast.core.engine.Director.checkOf;
import static dev.holdfast.core.engine.Director.real;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.Services;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.lvs.VirtualServerConfig.Options;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.track.TrackerId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** With {@code ha_suspend} nobody looks at servers whose address is on another node. */
class HaSuspendTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final IpPrefix VIP = IpPrefix.parse("192.0.2.100/24");
    private static final Set<TrackerId> BOTH = Set.of(checkOf(A), checkOf(B));

    private final Director node = new Director(web(true));

    private static VirtualServerConfig web(boolean suspends) {
        VirtualServerConfig web = Director.web(real(A), real(B));
        return new VirtualServerConfig(
                web.name(),
                web.services(),
                web.servers(),
                web.sorry(),
                web.quorum(),
                web.scripts(),
                new Options(suspends, false));
    }

    /** The same for two addresses and a mark. */
    private static VirtualServerConfig group() {
        VirtualServerConfig web = web(true);
        Services group = new Services(
                "group web tcp",
                List.of(
                        VirtualService.of(ServiceId.of(Protocol.TCP, "192.0.2.101", 80), "rr"),
                        VirtualService.of(Director.WEB, "rr"),
                        VirtualService.of(ServiceId.ofMark(7, IpFamily.IPV4), "rr")));
        return new VirtualServerConfig(
                "web", group, web.servers(), web.sorry(), web.quorum(), web.scripts(), web.options());
    }

    private void addressComes(long now) {
        node.engine.onAddress(now, ETH0, VIP, true);
        node.finish(now);
    }

    @Test
    void checksWaitForTheAddressAndStopWhenItGoes() {
        node.turn(0);
        assertThat(node.suspended).containsExactly(BOTH);
        assertThat(node.snapshot().suspended()).isTrue();

        addressComes(SECOND);
        assertThat(node.suspended).containsExactly(BOTH, Set.of());
        assertThat(node.snapshot().suspended()).isFalse();

        node.engine.onAddressGone(2 * SECOND, ETH0, VIP);
        node.finish(2 * SECOND);
        assertThat(node.suspended).containsExactly(BOTH, Set.of(), BOTH);
    }

    @Test
    void whatWasFoundBeforeStands() {
        node.begun();
        addressComes(SECOND);
        node.check(SECOND, A, false);
        node.takeOrders();

        node.engine.onAddressGone(2 * SECOND, ETH0, VIP);
        node.finish(2 * SECOND);

        assertThat(node.takeOrders()).isEmpty();
        assertThat(node.snapshot().servers().get(0).up()).isFalse();
    }

    @Test
    void whileAllAddressesAreToldAnewNothingChanges() {
        node.turn(0);
        addressComes(SECOND);
        node.suspended.clear();

        node.engine.onLinkResync(2 * SECOND);
        node.finish(2 * SECOND);
        node.engine.onLink(2 * SECOND, new Link(ETH0, true, 1500));
        node.engine.onAddress(2 * SECOND, ETH0, VIP, true);
        node.engine.onLinksSynchronised(2 * SECOND);
        node.finish(2 * SECOND);

        assertThat(node.suspended).isEmpty();
    }

    @Test
    void ofAGroupOneAddressWillDo() {
        node.turn(0);
        node.reload(SECOND, group());
        assertThat(node.suspended).containsExactly(BOTH);

        addressComes(2 * SECOND);

        assertThat(node.suspended).containsExactly(BOTH, Set.of());
    }

    @Test
    void withoutItChecksLookWhereverTheAddressIs() {
        Director eager = new Director(web(false));

        eager.turn(0);

        assertThat(eager.suspended).isEmpty();
    }

    @Test
    void aReloadThatTakesTheWordAwayHasThemLook() {
        node.turn(0);

        node.reload(SECOND, web(false));

        assertThat(node.suspended).containsExactly(BOTH, Set.of());
    }
}
