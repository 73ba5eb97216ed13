package dev.holdfast.core.arbitrate;

import dev.holdfast.core.arbitrate.DiskAnswer.Said;
import dev.holdfast.core.disk.DiskMark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The row of one virtual router on a disk in virtual time. Requests take as long as they are told to and have their effect
 * somewhere in between; a node may be cut off, and a request may hang until it is let go.
 */
final class FakeDisk {
    static final long MILLI = 1_000_000L;

    private final DiskWorld world;
    private final DiskMark[] marks;
    private final boolean[] cut;
    private final boolean[] full;
    private final boolean[] hanging;
    private final List<Runnable> hung = new ArrayList<>();

    FakeDisk(DiskWorld world, int nodes) {
        this.world = world;
        marks = new DiskMark[nodes];
        Arrays.fill(marks, DiskMark.BLANK);
        cut = new boolean[nodes];
        full = new boolean[nodes];
        hanging = new boolean[nodes];
    }

    DiskMark mark(int node) {
        return marks[node];
    }

    /** The node's requests fail. */
    void setCut(int node, boolean isCut) {
        cut[node] = isCut;
    }

    /** The node's writes fail. */
    void setFull(int node, boolean isFull) {
        full[node] = isFull;
    }

    /** The node's requests are not answered; those under way have their effect when it is over. */
    void setHanging(int node, boolean hangs) {
        hanging[node] = hangs;
        if (!hangs) {
            List<Runnable> late = List.copyOf(hung);
            hung.clear();
            late.forEach(Runnable::run);
        }
    }

    void carryOut(DiskNode node, DiskRequest request) {
        if (hanging[node.index()]) {
            hung.add(() -> carryOut(node, request));
            return;
        }
        long took = world.diskNanos();
        long effect = world.random().nextLong(took);
        if (cut[node.index()] || (full[node.index()] && request.mark().isPresent())) {
            world.in(took, () -> node.answer(DiskAnswer.failed(request.id(), "EIO")));
            return;
        }
        world.in(effect, () -> {
            DiskAnswer answer = apply(node.index(), request);
            world.in(took - effect, () -> node.answer(answer));
        });
    }

    private DiskAnswer apply(int node, DiskRequest request) {
        if (request.mark().isPresent()) {
            marks[node] = request.mark().get();
            return DiskAnswer.written(request.id());
        }
        List<Said> others = IntStream.range(0, marks.length)
                .filter(other -> other != node)
                .mapToObj(this::said)
                .toList();
        return DiskAnswer.read(request.id(), said(node), others);
    }

    private Said said(int node) {
        return new Said(node, "lb0" + (node + 1), marks[node]);
    }
}
