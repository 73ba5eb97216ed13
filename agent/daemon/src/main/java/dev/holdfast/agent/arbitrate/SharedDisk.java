package dev.holdfast.agent.arbitrate;

import dev.holdfast.agent.notify.IdleThreads;
import dev.holdfast.core.arbitrate.DiskAnswer;
import dev.holdfast.core.arbitrate.DiskAnswer.Said;
import dev.holdfast.core.arbitrate.DiskRequest;
import dev.holdfast.core.disk.DiskArea;
import dev.holdfast.core.disk.DiskHeader;
import dev.holdfast.core.disk.DiskMark;
import dev.holdfast.core.disk.DiskPlace;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk that all nodes share, on the one thread that waits for it. A call that hangs in the kernel holds up this thread
 * and nothing else, and no later write overtakes it; whoever asked counts its own time.
 */
final class SharedDisk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedDisk.class);

    private final DiskSettings settings;
    private final BiConsumer<RouterKey, DiskAnswer> answers;
    private final ThreadPoolExecutor thread = IdleThreads.pool("holdfast-disk", 1, () -> {});
    private Optional<Opened> opened = Optional.empty();

    private record Opened(DiskFile file, DiskHeader header, int place) {}

    /** @param answers told on the disk's thread, or on the caller's; must return at once */
    SharedDisk(DiskSettings settings, BiConsumer<RouterKey, DiskAnswer> answers) {
        this.settings = settings;
        this.answers = answers;
    }

    DiskSettings settings() {
        return settings;
    }

    /** Returns at once; the answer comes when the disk has answered, which may be never. */
    void ask(RouterKey router, DiskRequest request) {
        try {
            thread.execute(() -> answers.accept(router, carryOut(DiskPlace.of(router), request)));
        } catch (RejectedExecutionException full) {
            answers.accept(router, DiskAnswer.failed(request.id(), "too many requests wait for the disk"));
        }
    }

    private DiskAnswer carryOut(DiskPlace place, DiskRequest request) {
        try {
            Opened disk = opened();
            if (request.mark().isPresent()) {
                write(disk, place, request.mark().get());
                return DiskAnswer.written(request.id());
            }
            return read(disk, place, request.id());
        } catch (IOException failed) {
            closeFile();
            return DiskAnswer.failed(request.id(), DiskFile.reason(settings.path(), failed));
        }
    }

    private Opened opened() throws IOException {
        if (opened.isEmpty()) {
            opened = Optional.of(open());
        }
        return opened.get();
    }

    private Opened open() throws IOException {
        DiskFile file = DiskFile.open(settings.path());
        try {
            DiskHeader header = DiskHeader.decode(file.read(0, DiskArea.SECTOR))
                    .orElseThrow(() -> new IOException("it is not prepared: holdfast disk init"));
            int place = header.placeOf(settings.node())
                    .orElseThrow(() -> new IOException("there is no place for " + settings.node() + ", only for "
                            + String.join(", ", header.nodes())));
            return new Opened(file, header, place);
        } catch (IOException | RuntimeException unfit) {
            file.close();
            throw unfit;
        }
    }

    private static DiskAnswer read(Opened disk, DiskPlace place, long id) throws IOException {
        List<String> nodes = disk.header().nodes();
        Octets row = disk.file().read(DiskArea.rowOffset(place), nodes.size() * DiskArea.SECTOR);
        List<Said> said = new ArrayList<>();
        for (int node = 0; node < nodes.size(); node++) {
            Octets sector = row.slice(node * DiskArea.SECTOR, (node + 1) * DiskArea.SECTOR);
            said.add(new Said(node, nodes.get(node), DiskArea.decode(place, node, sector)));
        }
        Said own = said.remove(disk.place());
        return DiskAnswer.read(id, own, said);
    }

    private static void write(Opened disk, DiskPlace place, DiskMark mark) throws IOException {
        disk.file().write(DiskArea.sectorOffset(place, disk.place()), DiskArea.encode(place, disk.place(), mark));
    }

    /** The next request opens it anew, and reads the header: it may be another disk by then. */
    private void closeFile() {
        opened.ifPresent(disk -> {
            try {
                disk.file().close();
            } catch (IOException failed) {
                LOG.debug("could not close {}", settings.path(), failed);
            }
        });
        opened = Optional.empty();
    }

    /** Whether its thread is still there after {@link #close}: a call hangs. */
    boolean hangs() {
        return thread.isShutdown() && !thread.isTerminated();
    }

    /** What waits is carried out if the disk lets it; nobody waits for that. */
    @Override
    public void close() {
        try {
            thread.execute(this::closeFile);
        } catch (RejectedExecutionException full) {
            LOG.debug("{} stays open until the process ends: it hangs", settings.path());
        }
        thread.shutdown();
    }
}
