package dev.holdfast.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk that all nodes of a lab share: a loop device where the kernel gives one, else a plain file. */
final class LabDisk implements AutoCloseable {
    private final Path path;
    private final boolean isLoop;

    private LabDisk(Path path, boolean isLoop) {
        this.path = path;
        this.isLoop = isLoop;
    }

    /** Prepares a file for these nodes. */
    static LabDisk file(Lab lab, String... nodes) {
        Path file = lab.folder().resolve("disk.img");
        List<String> command =
                new ArrayList<>(List.of(HoldfastProcess.launcher().toString(), "disk", "init", file.toString()));
        command.addAll(List.of(nodes));
        Shell.run(command);
        return new LabDisk(file, false);
    }

    /** The same behind a block device. */
    static LabDisk block(Lab lab, String... nodes) {
        LabDisk file = file(lab, nodes);
        if (!Files.exists(Path.of("/dev/loop-control"))) {
            return file;
        }
        Shell.Result loop =
                Shell.attempt(List.of("losetup", "--find", "--show", "--direct-io=on", file.path.toString()));
        return loop.status() == 0 ? new LabDisk(Path.of(loop.output().strip()), true) : file;
    }

    Path path() {
        return path;
    }

    /** The block for a configuration. */
    String yaml(String more) {
        return "split_brain:\n  arbitration:\n    disk: {path: " + path + more + "}\n";
    }

    /** What the nodes have written. */
    String show() {
        return Shell.run(HoldfastProcess.launcher().toString(), "disk", "show", path.toString());
    }

    @Override
    public void close() {
        if (isLoop) {
            Shell.run("losetup", "--detach", path.toString());
        }
    }
}
