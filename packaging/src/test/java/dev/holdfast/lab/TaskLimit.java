package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A control group that lets its processes start no further process or thread, as on a machine that is full of them. */
final class TaskLimit implements AutoCloseable {
    /** Where version 1 and version 2 of control groups have the limit. */
    private static final List<Path> PARENTS = List.of(Path.of("/sys/fs/cgroup/pids"), Path.of("/sys/fs/cgroup"));

    private final Path group;

    private TaskLimit(Path group) {
        this.group = group;
    }

    /** Takes a process and its children into a group without a limit yet. */
    static TaskLimit around(Lab lab, LabProcess process) {
        for (Path parent : PARENTS) {
            Path group = parent.resolve(lab.toString());
            if (Files.isDirectory(parent) && group.toFile().mkdir()) {
                TaskLimit made = lab.keep(new TaskLimit(group));
                if (Files.exists(group.resolve("pids.max"))) {
                    made.write("cgroup.procs", Long.toString(process.pid()));
                    return made;
                }
            }
        }
        Assumptions.abort("no control group here can limit the number of processes");
        throw new IllegalStateException("not reached");
    }

    /** From now on nothing more starts. */
    void reach() {
        write("pids.max", "1");
    }

    void lift() {
        write("pids.max", "max");
    }

    private void write(String file, String text) {
        try {
            Files.writeString(group.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lab ends the processes later than this: they go back to the parent first. */
    @Override
    public void close() throws IOException {
        for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
            Files.writeString(group.resolveSibling("cgroup.procs"), pid);
        }
        Files.delete(group);
    }
}
