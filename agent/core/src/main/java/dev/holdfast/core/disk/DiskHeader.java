package dev.holdfast.core.disk;

import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The first sector of a shared disk: whose it is. The order of the nodes is that of their sectors, so a node that is added
 * comes last and none is ever taken out of the middle.
 *
 * @param nodes the names by which nodes know themselves, 1 to 8, each 1 to 64 octets of UTF-8
 */
public record DiskHeader(List<String> nodes) {
    public static final int MOST_OCTETS_OF_A_NAME = 64;

    private static final byte[] MAGIC = "HOLDFASTDISK".getBytes(StandardCharsets.US_ASCII);
    private static final short VERSION = 1;

    public DiskHeader {
        nodes = List.copyOf(nodes);
        boolean fits = !nodes.isEmpty() && nodes.size() <= DiskArea.MOST_NODES;
        if (!fits || new HashSet<>(nodes).size() != nodes.size()) {
            throw new IllegalArgumentException("1 to " + DiskArea.MOST_NODES + " nodes, each once");
        }
        if (!nodes.stream().allMatch(DiskHeader::isName)) {
            throw new IllegalArgumentException("a name has 1 to " + MOST_OCTETS_OF_A_NAME + " octets");
        }
    }

    /** Whether a node may be called so here. */
    public static boolean isName(String name) {
        int octets = name.getBytes(StandardCharsets.UTF_8).length;
        return octets >= 1 && octets <= MOST_OCTETS_OF_A_NAME;
    }

    /** The number of a node's sectors; empty when it has none. */
    public Optional<Integer> placeOf(String node) {
        int index = nodes.indexOf(node);
        return index < 0 ? Optional.empty() : Optional.of(index);
    }

    /** Whether every node of another header keeps its place in this one. */
    public boolean keepsPlacesOf(DiskHeader other) {
        return nodes.size() >= other.nodes.size()
                && nodes.subList(0, other.nodes.size()).equals(other.nodes);
    }

    public Octets encode() {
        ByteBuffer sector = ByteBuffer.allocate(DiskArea.SECTOR);
        sector.put(MAGIC).putShort(VERSION).put((byte) nodes.size());
        for (String node : nodes) {
            byte[] name = node.getBytes(StandardCharsets.UTF_8);
            sector.put((byte) name.length).put(name);
        }
        int summed = sector.position();
        sector.putInt(DiskArea.checksum(sector.array(), summed));
        return Octets.of(sector.array());
    }

    /** What a first sector says; empty when it is not one of ours, or damaged, or of a version that is not known here. */
    public static Optional<DiskHeader> decode(Octets sector) {
        byte[] bytes = sector.toByteArray();
        ByteBuffer left = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        left.get(magic);
        boolean ours = Octets.of(magic).equals(Octets.of(MAGIC)) && left.getShort() == VERSION;
        int count = left.get();
        if (!ours || count < 1 || count > DiskArea.MOST_NODES) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] name = new byte[Math.min(left.get() & 0xff, MOST_OCTETS_OF_A_NAME)];
            left.get(name);
            names.add(new String(name, StandardCharsets.UTF_8));
        }
        int summed = left.position();
        return left.getInt() == DiskArea.checksum(bytes, summed)
                ? Optional.of(new DiskHeader(names))
                : Optional.empty();
    }
}
