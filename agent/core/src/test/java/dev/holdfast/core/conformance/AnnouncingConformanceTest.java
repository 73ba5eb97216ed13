package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.vrrp.Announcing;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** keepalived's {@code garp_*} settings, spread: rounds of one set are 100 ms apart on IPv4 and 1 s on IPv6. */
class AnnouncingConformanceTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long DOWN = 3_609_375_000L;
    private static final Announcing STANDARD = Announcing.standard(IpFamily.IPV4);

    @Test
    @Tag("C-085+")
    void aTakeoverIsAnnouncedInTwoSetsThatAreADelayApart() {
        List<Long> twice = Announcing.twice(IpFamily.IPV4, 3, 4 * SECOND);
        Node node = Node.started(Router.v3().announcing(STANDARD.withTakeover(twice)));

        node.runTo(DOWN + 60 * SECOND);

        assertThat(node.announcementTimes())
                .containsExactly(
                        DOWN,
                        DOWN + 100 * MILLI,
                        DOWN + 200 * MILLI,
                        DOWN + 4000 * MILLI,
                        DOWN + 4100 * MILLI,
                        DOWN + 4200 * MILLI);
    }

    @Test
    @Tag("C-085-")
    void noDelayMeansNoSecondSet() {
        assertThat(Announcing.twice(IpFamily.IPV4, 2, 0)).containsExactly(0L, 100 * MILLI);
        assertThat(Announcing.twice(IpFamily.IPV4, 0, SECOND)).isEmpty();
    }

    @Test
    @Tag("C-083+")
    void neighbourAdvertisementsStayASecondApart() {
        assertThat(Announcing.twice(IpFamily.IPV6, 2, SECOND)).containsExactly(0L, SECOND, 2 * SECOND, 3 * SECOND);
    }

    @Test
    void aRefreshComesAgainAndAgainAfterTheLastRound() {
        Announcing plan = STANDARD.withTakeover(List.of(0L)).withRefresh(10 * SECOND, 2);
        Node node = Node.started(Router.v3().announcing(plan));

        node.runTo(DOWN + 25 * SECOND);

        assertThat(node.announcementTimes())
                .containsExactly(
                        DOWN,
                        DOWN + 10_000 * MILLI,
                        DOWN + 10_100 * MILLI,
                        DOWN + 20_100 * MILLI,
                        DOWN + 20_200 * MILLI);
    }

    @Test
    void aReloadBringsARefreshAndTakesItAway() {
        Announcing plan = STANDARD.withTakeover(List.of(0L));
        Node node = Node.mastering(Router.v3().announcing(plan), DOWN);

        node.configAt(DOWN + SECOND, Router.v3().announcing(plan.withRefresh(5 * SECOND, 1)));
        node.runTo(DOWN + 12 * SECOND);
        assertThat(node.announcementTimes()).containsExactly(DOWN + 6 * SECOND, DOWN + 11 * SECOND);

        node.configAt(DOWN + 12 * SECOND + 1, Router.v3().announcing(plan));
        node.forget();
        node.runTo(DOWN + 60 * SECOND);
        assertThat(node.announcementTimes()).isEmpty();
    }

    @Test
    @Tag("C-087+")
    void anotherMasterIsAnsweredByTheConfiguredRounds() {
        List<Long> twice = Announcing.twice(IpFamily.IPV4, 2, 3 * SECOND);
        Node node = Node.mastering(Router.v3().announcing(STANDARD.withContention(twice)), DOWN);
        node.runTo(DOWN + 20 * SECOND);
        node.forget();

        // Again and again: once in ten seconds is the budget.
        for (int i = 0; i < 90; i++) {
            node.hearAt(DOWN + 20 * SECOND + 1 + i * 100L * MILLI, Peer.v3(50));
        }

        long first = DOWN + 20 * SECOND + 1;
        assertThat(node.announcementTimes())
                .containsExactly(first, first + 100 * MILLI, first + 3000 * MILLI, first + 3100 * MILLI);
    }

    @Test
    @Tag("C-087-")
    void noRoundsForAnotherMasterMeansSilence() {
        Node node = Node.mastering(Router.v3().announcing(STANDARD.withContention(List.of())), DOWN);
        node.runTo(DOWN + 20 * SECOND);
        node.forget();

        node.hearAt(DOWN + 20 * SECOND + 1, Peer.v3(50));
        node.runTo(DOWN + 30 * SECOND);

        assertThat(node.announcementTimes()).isEmpty();
    }
}
