package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.Difference;
import dev.holdfast.core.spi.Mismatch;
import dev.holdfast.core.spi.PeerRouter;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitNotice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One peer's word on one of our virtual routers, answer after answer. */
final class PeerView {
    /** A peer whose settings change with every answer is told of so often and no more. */
    static final long PAUSE_NANOS = 5_000_000_000L;

    private final String peer;
    private Optional<Said> said = Optional.empty();
    private Optional<Contest> contest = Optional.empty();
    private List<Difference> differences = List.of();
    private List<Difference> told = List.of();
    private Optional<Long> toldNanos = Optional.empty();

    /** The last answer. */
    private record Said(
            PeerReport report, long askedNanos, Optional<IpAddress> address, List<Difference> differences) {}

    PeerView(String peer) {
        this.peer = peer;
    }

    /** Our own role changed, or the peer cannot be asked: what it said before proves nothing any more. */
    void forgetContest() {
        contest = Optional.empty();
    }

    /** It cannot be asked: what it said may be otherwise by now. What is configured is so still. */
    void forgetState() {
        forgetContest();
        said = Optional.empty();
    }

    /**
     * It has answered.
     *
     * @param report the router that is ours; empty when it has none
     * @param heard what we have counted ourselves, and it
     * @return what is to be told of its configuration
     */
    Optional<News> answered(
            long nowNanos, PeerAnswer answer, Comparison ours, Own own, Optional<PeerReport> report, Traffic heard) {
        List<Difference> found = report.map(router -> Differences.between(ours, router.comparison()))
                .orElse(List.of());
        List<Difference> before = said.map(Said::differences).orElse(List.of());
        said = report.map(router -> new Said(router, answer.askedNanos(), answer.address(), found));
        contest = report.filter(router -> router.isMaster() && own.isMaster())
                .filter(router -> answer.askedNanos() - own.sinceNanos() >= 0)
                .map(router -> contest.map(running -> running.goesOn(answer.askedNanos(), heard))
                        .orElseGet(() -> Contest.begin(answer.askedNanos(), heard)));
        // A node that is reloaded just now is compared as it was; with the next answer both are up to date.
        if (found.equals(before)) {
            differences = found;
        }
        return news(nowNanos);
    }

    private Optional<News> news(long nowNanos) {
        boolean pauses = toldNanos.filter(last -> nowNanos - last < PAUSE_NANOS).isPresent();
        if (pauses || differences.equals(told)) {
            return Optional.empty();
        }
        told = differences;
        toldNanos = Optional.of(nowNanos);
        String list = differences.stream().map(Difference::text).collect(Collectors.joining("; "));
        return Optional.of(
                differences.isEmpty()
                        ? new News(SplitNotice.CONFIG_MATCHES, peer)
                        : new News(SplitNotice.CONFIG_MISMATCH, peer + ": " + list));
    }

    /** That two are master, when what it said proves it. */
    Optional<Proof> proof(Comparison ours, int priority) {
        return said.flatMap(last -> contest.filter(running -> running.isProof(interval(ours, last)))
                .map(running -> proof(ours, priority, last, running)));
    }

    private static long interval(Comparison ours, Said last) {
        return Math.max(ours.advertIntervalNanos(), last.report().comparison().advertIntervalNanos());
    }

    private Proof proof(Comparison ours, int priority, Said last, Contest running) {
        PeerReport report = last.report();
        SplitEvidence evidence = new SplitEvidence(
                "peer_report",
                last.address(),
                running.answers(),
                running.firstNanos(),
                running.lastNanos(),
                peer + " says that it is master of " + report.instance());
        Optional<SplitCause> configured = last.differences().stream()
                .filter(Difference::deafens)
                .map(Difference::what)
                .map(Mismatch::cause)
                .min(SplitCause::compareTo);
        SplitCause counted = report.stalled() ? SplitCause.STALLED : running.cause(report.priority() == priority);
        boolean shares = ours.sharesAddress(report.comparison());
        return new Proof(last.address(), shares, configured, counted, evidence);
    }

    /** Its state there, while it can be asked. */
    Optional<RouterState> state() {
        return said.map(last -> last.report().state());
    }

    /** What it said last, for those outside. */
    Optional<PeerRouter> shown() {
        return said.map(last -> new PeerRouter(
                peer,
                last.report().instance(),
                last.report().state(),
                last.report().priority(),
                last.askedNanos(),
                differences));
    }
}
