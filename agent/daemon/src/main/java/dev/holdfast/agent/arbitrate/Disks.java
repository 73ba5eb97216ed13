package dev.holdfast.agent.arbitrate;

import dev.holdfast.core.arbitrate.DiskAnswer;
import dev.holdfast.core.arbitrate.DiskRequest;
import dev.holdfast.core.net.RouterKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The shared disk in force, and those before it whose threads still hang. */
final class Disks implements AutoCloseable {
    /** A reload may turn away from a disk that hangs; its thread cannot be ended. Somebody should look by then. */
    private static final int MOST_HANGING = 4;

    private final BiConsumer<RouterKey, DiskAnswer> answers;
    private final List<SharedDisk> former = new ArrayList<>();
    private volatile Optional<SharedDisk> disk = Optional.empty();

    Disks(BiConsumer<RouterKey, DiskAnswer> answers) {
        this.answers = answers;
    }

    synchronized void reconfigure(Optional<DiskSettings> wanted) {
        if (disk.map(SharedDisk::settings).equals(wanted)) {
            return;
        }
        close();
        former.removeIf(ended -> !ended.hangs());
        if (former.size() < MOST_HANGING) {
            disk = wanted.map(settings -> new SharedDisk(settings, answers));
        }
    }

    void ask(RouterKey router, DiskRequest request) {
        disk.ifPresentOrElse(
                now -> now.ask(router, request),
                () -> answers.accept(router, DiskAnswer.failed(request.id(), "no disk, or too many that hang")));
    }

    @Override
    public synchronized void close() {
        disk.ifPresent(ended -> {
            ended.close();
            former.add(ended);
        });
        disk = Optional.empty();
    }
}
