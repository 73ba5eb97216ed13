package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.Director.A;
import static dev.holdfast.core.engine.Director.B;
import static dev.holdfast.core.engine.Director.SECOND;
import static dev.holdfast.core.engine.Director.sorry;
import static dev.holdfast.core.engine.Director.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.lvs.CheckConfig;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.lvs.RealServerConfig;
import dev.holdfast.core.lvs.Worth;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks that say how much a server is worth: exit statuses and files, down to the kernel's table. */
class CheckedWeightTest {
    private static final Worth ITSELF = new Worth.Itself();

    /** Of weight 5, whose first failure counts. */
    private static RealServerConfig weighed(Worth worth) {
        TrackerConfig tracker = new TrackerConfig(Director.checkOf(A), 1, 1, false, "");
        return new RealServerConfig(
                RealServer.of(A, Forwarding.DR, 5), false, List.of(new CheckConfig(tracker, worth)));
    }

    private static Director begun(Worth worth) {
        Director node = new Director(web(weighed(worth))).begun();
        node.takeOrders();
        return node;
    }

    @Test
    void theNumberIsTheWeight() {
        Director node = begun(ITSELF);

        node.look(SECOND, A, TrackerResult.number(9));

        assertThat(node.takeOrders()).containsExactly("+ 192.0.2.11:80 9");
        assertThat(node.snapshot().servers().get(0).weight()).isEqualTo(9);
        assertThat(node.news).isEmpty();
    }

    @Test
    void aSuccessWithoutANumberLeavesTheWeightAsItIs() {
        Director node = begun(ITSELF);
        node.look(SECOND, A, TrackerResult.passed(""));
        assertThat(node.takeOrders()).isEmpty();
        node.look(SECOND, A, TrackerResult.number(9));
        node.takeOrders();

        node.look(2 * SECOND, A, TrackerResult.passed(""));

        assertThat(node.takeOrders()).isEmpty();
        assertThat(node.snapshot().servers().get(0).weight()).isEqualTo(9);
    }

    @Test
    void aFailureTakesTheServerOutAndItReturnsWithItsWeight() {
        Director node = begun(ITSELF);
        node.look(SECOND, A, TrackerResult.number(9));
        node.takeOrders();

        node.look(2 * SECOND, A, TrackerResult.failed("exit status 1"));
        assertThat(node.takeOrders()).containsExactly("- 192.0.2.11:80");

        node.look(3 * SECOND, A, TrackerResult.number(7));
        assertThat(node.takeOrders()).containsExactly("+ 192.0.2.11:80 7");
    }

    @Test
    void theQuorumIsOfTheWeightsAsTheyAre() {
        Director node = new Director(web(sorry(false), new Quorum(4, 0), weighed(ITSELF), Director.real(B))).begun();
        node.takeOrders();

        node.look(SECOND, A, TrackerResult.number(2));

        assertThat(node.news)
                .containsExactly(
                        "web  QUORUM_LOST weight 3 is up, the quorum is 4; the sorry server " + "192.0.2.99:80 serves");
        assertThat(node.takeOrders()).containsExactly("+ 192.0.2.99:80 1", "- 192.0.2.11:80", "- 192.0.2.12:80");
    }

    @Test
    void theNumberOfAFileIsAddedAndNoWeightLeavesItsRange() {
        Director node = begun(new Worth.Times(2, false));

        node.look(SECOND, A, TrackerResult.number(3));
        node.look(SECOND, A, TrackerResult.number(-9));
        node.look(SECOND, A, TrackerResult.number(Integer.MAX_VALUE));
        node.look(SECOND, A, TrackerResult.number(0));

        assertThat(node.takeOrders())
                .containsExactly(
                        "+ 192.0.2.11:80 11", "+ 192.0.2.11:80 0", "+ 192.0.2.11:80 65535", "+ 192.0.2.11:80 5");
    }

    @Test
    void reversedItIsSubtracted() {
        Director node = begun(new Worth.Times(2, true));

        node.look(SECOND, A, TrackerResult.number(2));

        assertThat(node.takeOrders()).containsExactly("+ 192.0.2.11:80 1");
    }

    @Test
    void withWeightZeroAnyNumberButZeroIsAFailure() {
        Director node = begun(new Worth.Times(0, false));

        node.look(SECOND, A, TrackerResult.number(-1));
        assertThat(node.takeOrders()).containsExactly("- 192.0.2.11:80");
        assertThat(node.news).contains("web 192.0.2.11:80 REAL_SERVER_DOWN the file has -1");

        node.look(2 * SECOND, A, TrackerResult.number(0));
        assertThat(node.takeOrders()).containsExactly("+ 192.0.2.11:80 5");
    }

    @Test
    void withWeightZeroReversedZeroIsTheFailure() {
        Director node = begun(new Worth.Times(0, true));

        node.look(SECOND, A, TrackerResult.number(0));

        assertThat(node.takeOrders()).containsExactly("- 192.0.2.11:80");
    }

    @Test
    void aReloadKeepsTheNumberAndTakesTheNewWorth() {
        Director node = begun(new Worth.Times(1, false));
        node.look(SECOND, A, TrackerResult.number(3));
        node.takeOrders();

        node.reload(2 * SECOND, web(weighed(new Worth.Times(10, false))));

        assertThat(node.takeOrders()).containsExactly("+ 192.0.2.11:80 35");
    }

    @Test
    void twoChecksAddUp() {
        TrackerConfig misc = new TrackerConfig(Director.checkOf(A), 1, 1, false, "");
        TrackerConfig file = new TrackerConfig(
                dev.holdfast.core.lvs.CheckName.of(Director.WEB.toString(), A, "FILE_CHECK"), 1, 1, false, "");
        RealServerConfig both = new RealServerConfig(
                RealServer.of(A, Forwarding.DR, 5),
                false,
                List.of(new CheckConfig(misc, ITSELF), new CheckConfig(file, new Worth.Times(1, false))));
        Director node = new Director(web(Optional.empty(), Quorum.ONE, both)).begun();
        node.takeOrders();

        node.look(SECOND, A, TrackerResult.number(20));
        node.engine.onTrackerResult(SECOND, file.id(), TrackerResult.number(3), 1);
        node.finish(SECOND);

        assertThat(node.takeOrders()).containsExactly("+ 192.0.2.11:80 20", "+ 192.0.2.11:80 23");
    }
}
