package dev.holdfast.core.arbitrate;

import dev.holdfast.core.arbitrate.DiskAnswer.Said;
import dev.holdfast.core.disk.DiskMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the other nodes say of one virtual router on the disk, and since when each has said nothing new. */
final class DiskView {
    private final long staleNanos;
    private List<Seen> seen = List.of();
    private long orderedNanos;

    DiskView(long staleNanos) {
        this.staleNanos = staleNanos;
    }

    /** One sector, and when it was first seen to say this. */
    private record Seen(Said said, long sinceNanos) {}

    /** Something was read that was ordered then. */
    void take(long nowNanos, long ordered, List<Said> others) {
        orderedNanos = ordered;
        List<Seen> now = new ArrayList<>();
        for (Said said : others) {
            Optional<Seen> before =
                    seen.stream().filter(each -> each.said.equals(said)).findFirst();
            now.add(before.orElse(new Seen(said, nowNanos)));
        }
        seen = now;
    }

    /** Somebody who has the lock, or holds without one and is about to get it; the newest takeover first. */
    Optional<Said> holder() {
        return alive(mark -> mark.holds() && mark.kind() != DiskMark.Kind.QUIET)
                .max(Comparator.comparing(said -> said.mark().generation()));
    }

    /** Those about to lock. */
    List<Said> claims() {
        return alive(mark -> mark.kind() == DiskMark.Kind.CLAIM).toList();
    }

    /** Those that ask, and may lock next. */
    List<Said> questions() {
        return alive(mark -> mark.kind() == DiskMark.Kind.ASK).toList();
    }

    /** Whether somebody asks or claims, so that a holder must show itself. */
    boolean isAsked() {
        return alive(mark -> mark.kind() == DiskMark.Kind.ASK || mark.kind() == DiskMark.Kind.CLAIM)
                .findAny()
                .isPresent();
    }

    /** The highest that would take over from a living holder of a lower priority. */
    Optional<Said> successor(int priority) {
        return alive(mark -> mark.kind() == DiskMark.Kind.ASK && mark.preempts() && mark.priority() > priority)
                .max(Comparator.comparing(said -> said.mark().priority()));
    }

    /** One that says that it holds, and has nothing locked: it may be alive or long dead. */
    record Silent(int place, long generation) {}

    /** All of these. Whoever was followed by a later takeover was asked then, and had let go. */
    Set<Silent> silentHolders(long ownGeneration) {
        long newest = Math.max(ownGeneration, newestGeneration());
        return seen.stream()
                .map(Seen::said)
                .filter(said -> said.mark().holds() && said.mark().kind() == DiskMark.Kind.QUIET)
                .map(said -> new Silent(said.place(), said.mark().generation()))
                .filter(silent -> silent.generation >= newest)
                .collect(Collectors.toSet());
    }

    /** The number of the last takeover by another node; 0 for none. */
    long newestGeneration() {
        return seen.stream()
                .mapToLong(each -> each.said.mark().generation())
                .max()
                .orElse(0);
    }

    /** Who has taken over later than this, be it dead by now. */
    Optional<Said> successorOf(long generation) {
        return seen.stream()
                .map(Seen::said)
                .filter(said -> said.mark().generation() > generation)
                .max(Comparator.comparing(said -> said.mark().generation()));
    }

    private Stream<Said> alive(Predicate<DiskMark> that) {
        return seen.stream()
                .filter(each -> orderedNanos - each.sinceNanos < staleNanos)
                .map(Seen::said)
                .filter(said -> that.test(said.mark()));
    }
}
