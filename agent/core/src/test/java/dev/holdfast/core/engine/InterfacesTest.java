package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which addresses are the node's own, and what is news of them. */
class InterfacesTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final IpPrefix ONE = IpPrefix.parse("192.0.2.11/24");
    private static final IpPrefix TWO = IpPrefix.parse("192.0.2.12/24");

    private final Interfaces interfaces = new Interfaces();

    private Optional<IpPrefix> primary() {
        return interfaces.primary(ETH0, IpFamily.IPV4, Set.of());
    }

    @Test
    void theFirstAddressWithoutOurMarkIsTheNodesOwn() {
        interfaces.put(ETH0, ONE, true);
        assertThat(primary()).isEmpty();

        interfaces.put(ETH0, TWO, false);
        assertThat(primary()).contains(TWO);

        interfaces.put(ETH0, ONE, false);
        assertThat(primary()).contains(ONE);

        interfaces.put(ETH0, ONE, true);
        assertThat(primary()).contains(TWO);

        interfaces.remove(ETH0, TWO);
        assertThat(primary()).isEmpty();
    }

    @Test
    void aStaticAddressIsTheNodesOwnThoughItCarriesOurMark() {
        interfaces.put(ETH0, ONE, true);
        assertThat(primary()).isEmpty();

        List<VirtualAddress> fixed = List.of(VirtualAddress.of("192.0.2.11/24", ETH0));
        interfaces.configure(new EngineConfig("lb01", List.of(), List.of(), List.of(), 0, Map.of(), List.of(), fixed));

        assertThat(primary()).contains(ONE);
    }

    @Test
    void whatIsToldAnewIsForgottenFirst() {
        interfaces.put(ETH0, ONE, false);
        assertThat(primary()).contains(ONE);

        interfaces.beginResync();
        assertThat(primary()).isEmpty();
        interfaces.put(ETH0, TWO, false);

        assertThat(interfaces.endResync()).containsExactly(new Interfaces.Place(ETH0, ONE));
        assertThat(primary()).contains(TWO);
    }

    @Test
    void addressesThatComeAndGoAreNewsOnceAndRenewedLeasesAreNone() {
        interfaces.put(ETH0, ONE, true);
        interfaces.put(ETH0, TWO, true);
        assertThat(interfaces.onTime(0)).isTrue();
        assertThat(interfaces.onTime(0)).isFalse();

        interfaces.put(ETH0, ONE, true);
        assertThat(interfaces.onTime(0)).isFalse();

        interfaces.remove(ETH0, ONE);
        assertThat(interfaces.onTime(0)).isTrue();
    }

    @Test
    void onlyTheNodesOwnAddressesAreNewsThatDoesNotWait() {
        interfaces.put(ETH0, ONE, true);
        assertThat(interfaces.takeOwnMoved()).isFalse();

        interfaces.put(ETH0, TWO, false);
        assertThat(interfaces.takeOwnMoved()).isTrue();
        assertThat(interfaces.takeOwnMoved()).isFalse();

        interfaces.remove(ETH0, TWO);
        assertThat(interfaces.takeOwnMoved()).isTrue();
    }
}
