package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void medianOfAnEvenCountIsHalfwayBetweenTheMiddleTwo() {
        assertThat(new Statistics(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3.0);
        assertThat(new Statistics(List.of(5.0, 1.0, 2.0)).median()).isEqualTo(2.0);
    }

    @Test
    void quantileIsAMeasuredValue() {
        Statistics statistics = new Statistics(List.of(10.0, 20.0, 30.0, 40.0));

        assertThat(statistics.quantile(0.5)).isEqualTo(20.0);
        assertThat(statistics.quantile(0.99)).isEqualTo(40.0);
        assertThat(statistics.max()).isEqualTo(40.0);
    }
}
