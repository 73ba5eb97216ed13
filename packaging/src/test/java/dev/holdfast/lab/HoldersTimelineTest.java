package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HoldersTimelineTest {
    private static final String VIP = "192.0.2.100";

    private final HoldersTimeline holders = new HoldersTimeline(List.of(
            at("a", 1_000_000, true),
            at("a", 2_000_000, true),
            at("b", 5_000_000, true),
            at("a", 5_250_000, false),
            at("b", 8_000_000, false),
            at("a", 8_500_000, true)));

    @Test
    void overlapIsTheTimeWithTwoHolders() {
        assertThat(holders.holdBothSeconds(0, 10_000_000)).isEqualTo(0.25);
    }

    @Test
    void gapIsTheTimeWithNoHolderInsideTheSpan() {
        assertThat(holders.holdNoneSeconds(0, 10_000_000)).isEqualTo(1.5);
        assertThat(holders.holdNoneSeconds(1_000_000, 8_250_000)).isEqualTo(0.25);
    }

    @Test
    void renewalIsNoArrival() {
        assertThat(holders.arrivals(1_500_000)).isEqualTo(2);
        assertThat(holders.arrivals(0)).isEqualTo(3);
    }

    private static AddressEvent at(String node, long micros, boolean present) {
        return new AddressEvent(node, micros, VIP, present);
    }
}
