package dev.holdfast.agent.arbitrate;

import dev.holdfast.core.disk.DiskArea;
import dev.holdfast.core.disk.DiskHeader;
import dev.holdfast.core.disk.DiskMark;
import dev.holdfast.core.disk.DiskPlace;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Vrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prepares a disk for nodes, and shows what is on it. For an operator: an agent never prepares a disk. */
public final class DiskPreparation {
    private static final int CHUNK = 1 << 20;
    private static final int VRIDS = 255;

    private final Path path;

    public DiskPreparation(Path path) {
        this.path = path;
    }

    /**
     * Writes the header, where there is nothing yet or only a header whose nodes all keep their places.
     *
     * @throws IOException when it cannot, or must not, with the reason for a person
     */
    public void prepare(DiskHeader wanted) throws IOException {
        boolean exists = Files.exists(path);
        if (!exists && path.startsWith("/dev")) {
            throw new IOException(path + ": there is no such device");
        }
        try (DiskFile file = exists ? DiskFile.open(path) : DiskFile.open(path, StandardOpenOption.CREATE_NEW)) {
            if (Files.isRegularFile(path)) {
                extend(file);
            }
            if (file.size() < DiskArea.SIZE) {
                throw new IOException(path + ": must have " + DiskArea.SIZE + " octets at least, has " + file.size());
            }
            check(file, wanted);
            file.write(0, wanted.encode());
        }
    }

    /** An empty file is filled, so that no write has to find room later. */
    private static void extend(DiskFile file) throws IOException {
        Octets zeros = Octets.of(new byte[CHUNK]);
        if (file.size() == 0) {
            for (long offset = 0; offset < DiskArea.SIZE; offset += CHUNK) {
                file.write(offset, zeros);
            }
        }
    }

    private void check(DiskFile file, DiskHeader wanted) throws IOException {
        Optional<DiskHeader> present = DiskHeader.decode(file.read(0, DiskArea.SECTOR));
        if (present.isPresent()) {
            if (!wanted.keepsPlacesOf(present.get())) {
                throw new IOException(path + ": is prepared for "
                        + String.join(", ", present.get().nodes())
                        + "; these must come first, in this order. To begin anew, overwrite it with zeros");
            }
            return;
        }
        Octets zeros = Octets.of(new byte[CHUNK]);
        for (long offset = 0; offset < DiskArea.SIZE; offset += CHUNK) {
            if (!file.read(offset, CHUNK).equals(zeros)) {
                throw new IOException(path + ": is not empty, there is something in the MiB from octet " + offset
                        + " on. If nobody needs it, overwrite the first 16 MiB with zeros");
            }
        }
    }

    /** What is on the disk, a line per sector that was ever written; the first line names the nodes. */
    public List<String> show() throws IOException {
        try (DiskFile file = DiskFile.open(path)) {
            DiskHeader header = DiskHeader.decode(file.read(0, DiskArea.SECTOR))
                    .orElseThrow(() -> new IOException(path + ": is not prepared: holdfast disk init"));
            List<String> lines = new ArrayList<>();
            lines.add("nodes: " + String.join(", ", header.nodes()));
            for (IpFamily family : IpFamily.values()) {
                for (int vrid = 1; vrid <= VRIDS; vrid++) {
                    addRow(file, header, new DiskPlace(family, new Vrid(vrid)), lines);
                }
            }
            return lines;
        }
    }

    private static void addRow(DiskFile file, DiskHeader header, DiskPlace place, List<String> lines)
            throws IOException {
        Octets row = file.read(DiskArea.rowOffset(place), header.nodes().size() * DiskArea.SECTOR);
        for (int node = 0; node < header.nodes().size(); node++) {
            DiskMark mark =
                    DiskArea.decode(place, node, row.slice(node * DiskArea.SECTOR, (node + 1) * DiskArea.SECTOR));
            if (!mark.equals(DiskMark.BLANK)) {
                lines.add("IPv" + place.family().version() + " VRID " + place.vrid() + ": "
                        + header.nodes().get(node) + " " + words(mark));
            }
        }
    }

    private static String words(DiskMark mark) {
        String kind = switch (mark.kind()) {
            case QUIET -> mark.holds() ? "holds, not locked" : "holds nothing";
            case ASK -> "asks whether the master lives";
            case CLAIM -> "is about to take over";
            case HOLD -> "holds the lock";
        };
        return kind + " (takeover " + mark.generation() + ")";
    }
}
