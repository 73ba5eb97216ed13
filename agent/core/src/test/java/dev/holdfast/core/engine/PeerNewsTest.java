package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.spi.PeerSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.split.PeerAnswer;
import dev.holdfast.core.split.PeerReport;
import dev.holdfast.core.split.PeerReports;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A master of priority 100 with one peer: what the engine makes of its answers. */
class PeerNewsTest {
    private static final long SECOND = OneNode.SECOND;

    private final OneNode node =
            new OneNode(new EngineConfig("lb01", List.of(OneNode.router().build()))
                    .with(new SplitBrainConfig(
                            SplitBrainConfig.DEFAULT.resolution(),
                            new AskedPeers(List.of("lb02")),
                            SplitBrainConfig.DEFAULT.arbitration(),
                            ClaimPolicy.DEFAULT)));

    @BeforeEach
    void becomeMaster() {
        node.bringUp(0);
        node.runTo(100 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    private void tell(long now, PeerAnswer answer) {
        node.runTo(now);
        node.engine.onWake(now);
        node.engine.splitInputs().onPeerAnswer(now, answer);
        node.finish(now);
    }

    private void says(long now, String peer, Comparison settings, RouterState state, long sent) {
        PeerReport report = new PeerReport("VI_1", settings, "", state, 90, sent, 0, false);
        tell(
                now,
                PeerAnswer.of(
                        peer,
                        now - SECOND / 100,
                        Optional.of(IpAddress.parse("198.51.100.2")),
                        new PeerReports(List.of(report))));
    }

    private Comparison ours() {
        return node.snapshot().splitBrain().comparison().orElseThrow();
    }

    private List<String> notices() {
        return node.done.stream()
                .filter(Action.Publish.class::isInstance)
                .map(action -> ((Action.Publish) action).event())
                .filter(SplitNoted.class::isInstance)
                .map(SplitNoted.class::cast)
                .map(note -> note.router() + " " + note.notice().word() + " " + note.detail())
                .toList();
    }

    @Test
    void twoMastersByTheirOwnWordsAreASplitBrain() {
        says(101 * SECOND, "lb02", ours(), RouterState.MASTER, 1);
        says(102 * SECOND, "lb02", ours(), RouterState.MASTER, 2);
        says(103 * SECOND, "lb02", ours(), RouterState.MASTER, 3);

        assertThat(node.snapshot().splitBrain().verdict()).isEqualTo(SplitVerdict.CONFIRMED);
        assertThat(node.snapshot().splitBrain().incident().orElseThrow().cause())
                .isEqualTo(SplitCause.BLOCKED);
        assertThat(notices()).isEmpty();
    }

    @Test
    void aDifferenceIsNotedForItsInstance() {
        Comparison other = new Comparison(
                ours().vrid(),
                ours().family(),
                ours().protocolVersion(),
                2 * SECOND,
                ours().addresses(),
                ours().mode(),
                ours().authentication(),
                ours().authDigest(),
                ours().checksum(),
                ours().acceptedChecksum(),
                Optional.empty());
        says(101 * SECOND, "lb02", other, RouterState.BACKUP, 0);
        says(102 * SECOND, "lb02", other, RouterState.BACKUP, 0);

        assertThat(notices())
                .containsExactly("VI_1 config_mismatch lb02: the advert interval: 1000 ms here, 2000 ms there");
    }

    @Test
    void silenceIsNotedForTheAgent() {
        for (int i = 0; i < 4; i++) {
            long now = (101 + i) * SECOND;
            tell(now, PeerAnswer.failed("lb02", now, PeerFailure.CONNECT, "Connection refused"));
        }

        assertThat(notices()).containsExactly(" peer_unreachable lb02: Connection refused");
        assertThat(node.engine.snapshot(105 * SECOND).peers())
                .singleElement()
                .extracting(PeerSnapshot::answers)
                .isEqualTo(false);
    }

    @Test
    void whoIsNotAPeerIsNotListenedTo() {
        says(101 * SECOND, "mallory", ours(), RouterState.MASTER, 1);
        says(103 * SECOND, "mallory", ours(), RouterState.MASTER, 3);

        assertThat(node.snapshot().splitBrain().verdict()).isEqualTo(SplitVerdict.NONE);
        assertThat(node.snapshot().splitBrain().peers()).isEmpty();
    }
}
