package dev.holdfast.core.arbitrate;

import dev.holdfast.core.arbitrate.DiskAnswer.Said;
import dev.holdfast.core.disk.DiskMark;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The requests to the disk for one virtual router, one at a time, and what this node's own sector says.
 *
 * <p>A request that is not answered in time is not forgotten: a write that hangs in the kernel may still land, so no other is
 * ordered before its answer. Meanwhile the disk counts as not reached.
 */
final class DiskTalk {
    /** Where in time nothing has happened yet. */
    static final long NEVER_YET = Long.MIN_VALUE / 2;

    private final DiskConfig config;
    private Optional<DiskRequest> awaited = Optional.empty();
    private long orderedNanos;
    private long lastId;
    private long retryNanos = NEVER_YET;

    private Optional<DiskMark> own = Optional.empty();
    private boolean doubtful;
    private long sequence;
    private int place;
    private long readOrderedNanos = NEVER_YET;
    private long goodReadNanos = NEVER_YET;
    private long goodWriteNanos = NEVER_YET;
    private long writtenNanos = NEVER_YET;
    private String failure = "";
    private long failedSinceNanos;

    DiskTalk(DiskConfig config) {
        this.config = config;
    }

    /** Notices a request that has had its time. */
    void watch(long nowNanos) {
        if (awaited.isPresent() && nowNanos - orderedNanos >= config.timeoutNanos()) {
            fail(nowNanos, "the disk does not answer");
        }
    }

    private void fail(long nowNanos, String why) {
        failedSinceNanos = failure.isEmpty() ? nowNanos : failedSinceNanos;
        failure = why;
    }

    void read(long nowNanos, Consumer<ArbiterRequest> requests) {
        readOrderedNanos = nowNanos;
        order(nowNanos, Optional.empty(), requests);
    }

    void write(long nowNanos, DiskMark mark, Consumer<ArbiterRequest> requests) {
        sequence++;
        order(nowNanos, Optional.of(mark.withSequence(sequence)), requests);
    }

    private void order(long nowNanos, Optional<DiskMark> mark, Consumer<ArbiterRequest> requests) {
        DiskRequest request = new DiskRequest(++lastId, mark);
        awaited = Optional.of(request);
        orderedNanos = nowNanos;
        requests.accept(request);
    }

    /** Takes in an answer; true when it is one that was waited for. */
    boolean take(long nowNanos, DiskAnswer answer) {
        Optional<DiskRequest> asked = awaited.filter(request -> request.id() == answer.id());
        asked.ifPresent(request -> {
            awaited = Optional.empty();
            switch (answer.kind()) {
                case READ -> hasRead(nowNanos, answer.own());
                case WRITTEN -> hasWritten(nowNanos, request);
                case FAILED -> hasFailed(nowNanos, answer.detail(), request);
            }
        });
        return asked.isPresent();
    }

    private void hasRead(long nowNanos, Said said) {
        place = said.place();
        boolean foreign = own.isPresent() && !doubtful && !own.get().equals(said.mark());
        own = Optional.of(said.mark());
        sequence = Math.max(sequence, said.mark().sequence());
        doubtful = false;
        goodReadNanos = orderedNanos;
        retryNanos = foreign ? nowNanos + config.staleNanos() : NEVER_YET;
        if (foreign) {
            fail(nowNanos, "another agent writes in the place of " + said.node());
        } else {
            failure = "";
        }
    }

    private void hasWritten(long nowNanos, DiskRequest request) {
        own = request.mark();
        doubtful = false;
        goodWriteNanos = orderedNanos;
        writtenNanos = nowNanos;
        failure = "";
    }

    private void hasFailed(long nowNanos, String why, DiskRequest request) {
        doubtful = doubtful || request.mark().isPresent();
        fail(nowNanos, why);
        retryNanos = nowNanos + config.intervalNanos();
    }

    /** Whether a request may be ordered now. */
    boolean isFree(long nowNanos) {
        return awaited.isEmpty() && retryNanos - nowNanos <= 0;
    }

    boolean isWaiting() {
        return awaited.isPresent();
    }

    /** When something is to be done though nothing is answered: a request is overdue, or may be tried again. */
    long deadlineNanos(long dueNanos) {
        boolean overdue = awaited.isPresent() && !failure.isEmpty();
        long patience = overdue ? Arbiter.NEVER : orderedNanos + config.timeoutNanos();
        return awaited.isPresent() ? patience : Math.max(dueNanos, retryNanos);
    }

    /** What this node's sector says for sure; empty before it was read, during a write, and after one that failed. */
    Optional<DiskMark> own() {
        return doubtful || isWriting() ? Optional.empty() : own;
    }

    /** Whether a write failed, which may have reached the disk all the same. */
    boolean isDoubtful() {
        return doubtful;
    }

    /** Whether it said this for sure when it was known last. */
    boolean lastSaid(DiskMark.Kind kind) {
        return own.filter(mark -> mark.kind() == kind).isPresent();
    }

    private boolean isWriting() {
        return awaited.filter(request -> request.mark().isPresent()).isPresent();
    }

    /** Whether the sector was read at least once, so that numbers go on from what it says. */
    boolean isKnown() {
        return own.isPresent();
    }

    int place() {
        return place;
    }

    /** When the newest read was ordered, be it good or not. */
    long readOrderedNanos() {
        return readOrderedNanos;
    }

    /** When the newest read was ordered that was good. */
    long goodReadNanos() {
        return goodReadNanos;
    }

    /** When the newest write was ordered that was good. */
    long goodWriteNanos() {
        return goodWriteNanos;
    }

    /** When this node knew that its newest write is on the disk. */
    long writtenNanos() {
        return writtenNanos;
    }

    /** Whether something was read that was ordered after the own mark was on the disk. */
    boolean hasReadSinceWritten() {
        return goodReadNanos - writtenNanos >= 0;
    }

    /** For how long the disk has not been reached; 0 when it is. */
    long failedForNanos(long nowNanos) {
        return failure.isEmpty() ? 0 : nowNanos - failedSinceNanos;
    }

    /** Why the disk is not reached; empty when it is. */
    String failure() {
        return failure;
    }
}
