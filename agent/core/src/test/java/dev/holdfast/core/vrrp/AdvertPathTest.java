package dev.holdfast.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AdvertPathTest {
    private static final IpAddress PEER = IpAddress.parse("192.0.2.12");
    private static final IpAddress OTHER_PEER = IpAddress.parse("192.0.2.13");

    @Test
    @Tag("C-002+")
    void theGroupsAreThoseOfVrrp() {
        assertThat(AdvertPath.IPV4_GROUP).hasToString("224.0.0.18");
        assertThat(AdvertPath.IPV6_GROUP).hasToString("ff02::12");
    }

    @Test
    @Tag("C-021+")
    void multicastGoesToTheGroupAndHearsOnlyTheLink() {
        AdvertPath path = AdvertPath.multicast(AdvertPath.IPV4_GROUP);

        assertThat(path.isMulticast()).isTrue();
        assertThat(path.destinations()).containsExactly(AdvertPath.IPV4_GROUP);
        assertThat(path.minHopLimit()).isEqualTo(255);
    }

    @Test
    @Tag("C-021-")
    void unicastGoesToEveryPeerAndHearsThemFromAfar() {
        AdvertPath path = AdvertPath.unicast(Optional.empty(), List.of(PEER, OTHER_PEER));

        assertThat(path.isMulticast()).isFalse();
        assertThat(path.destinations()).containsExactly(PEER, OTHER_PEER);
        assertThat(path.minHopLimit()).isZero();
    }

    @Test
    void thereIsNoPathToBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdvertPath(
                        Optional.empty(),
                        false,
                        Optional.of(AdvertPath.IPV4_GROUP),
                        List.of(UnicastPeer.anywhere(PEER)),
                        255,
                        false));
    }

    @Test
    void aPeerHasItsOwnDistance() {
        UnicastPeer near = new UnicastPeer(PEER, 255, 255);
        UnicastPeer far = new UnicastPeer(OTHER_PEER, 250, 254);
        AdvertPath path = new AdvertPath(Optional.empty(), false, Optional.empty(), List.of(near, far), 64, true);

        assertThat(path.peer(OTHER_PEER)).contains(far);
        assertThat(path.peer(IpAddress.parse("192.0.2.14"))).isEmpty();
        assertThat(near.allows(254)).isFalse();
        assertThat(far.allows(255)).isFalse();
        assertThat(far.allows(250)).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new UnicastPeer(PEER, 255, 254));
    }
}
