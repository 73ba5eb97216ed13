package dev.holdfast.core.split;

import static dev.holdfast.core.split.Peers.SECOND;
import static dev.holdfast.core.split.Peers.VIP;
import static dev.holdfast.core.split.Peers.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.RouterState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerReportsTest {
    private static PeerReport router(String name, int vrid, String address, String segment) {
        Comparison settings =
                Peers.settings(vrid, 2, SECOND, List.of(IpAddress.parse(address)), "multicast", "none", "");
        return new PeerReport(name, settings, segment, RouterState.BACKUP, 100, 0, 0, false);
    }

    private static Optional<String> match(PeerReport... reports) {
        return new PeerReports(List.of(reports))
                .matching("VI_1", "192.0.2.0/24", plain())
                .map(PeerReport::instance);
    }

    @Test
    void theSameIdWithAnAddressOfOursGoesFirst() {
        assertThat(match(
                        router("VI_1", 51, "192.0.2.7", "192.0.2.0/24"),
                        router("other_id", 52, VIP.toString(), ""),
                        router("same", 51, VIP.toString(), "")))
                .contains("same");
    }

    @Test
    void anAddressOfOursUnderAnotherIdGoesSecond() {
        assertThat(match(router("VI_1", 51, "192.0.2.7", "192.0.2.0/24"), router("other_id", 52, VIP.toString(), "")))
                .contains("other_id");
    }

    @Test
    void theSameIdOnOurNetworkOrUnderOurNameIsMeantToBeOurs() {
        assertThat(match(router("front", 51, "192.0.2.7", "192.0.2.0/24"))).contains("front");
        assertThat(match(router("VI_1", 51, "192.0.2.7", ""))).contains("VI_1");
    }

    @Test
    void theSameIdOnAnotherNetworkIsSomethingElse() {
        assertThat(match(router("front", 51, "203.0.113.7", "203.0.113.0/24"), router("VI_1", 52, "192.0.2.7", "")))
                .isEmpty();
    }
}
