package dev.holdfast.core.disk;

import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where things are on a shared disk, and the octets of a mark.
 *
 * <p>The first sector is the header. Behind it each virtual router has a row of sectors, one per node, so that one read
 * shows what all nodes say of it, and no two nodes ever write the same sector. A mark is within the first 512 octets of its
 * sector, which every disk writes whole or not at all.
 */
public final class DiskArea {
    /** What disks with large sectors write at once; those with small ones can too. */
    public static final int SECTOR = 4096;

    /** The places in a row. */
    public static final int MOST_NODES = 8;

    /** Everything: a header and 510 rows, rounded up to 16 MiB. */
    public static final long SIZE = 16L << 20;

    private static final int MAGIC = 0x48464d4b;
    private static final byte VERSION = 1;
    private static final int HOLDS = 1;
    private static final int PREEMPTS = 2;
    private static final int SUMMED = 28;

    private DiskArea() {}

    /** Where the row of a virtual router begins, in octets. */
    public static long rowOffset(DiskPlace place) {
        return SECTOR * (1 + (long) place.index() * MOST_NODES);
    }

    /** Where one node's sector of a virtual router begins, in octets. */
    public static long sectorOffset(DiskPlace place, int node) {
        return rowOffset(place) + (long) node * SECTOR;
    }

    /** The sector of a node of this number with this mark. */
    public static Octets encode(DiskPlace place, int node, DiskMark mark) {
        ByteBuffer sector = ByteBuffer.allocate(SECTOR);
        sector.putInt(MAGIC)
                .put(VERSION)
                .put((byte) mark.kind().code())
                .put((byte) ((mark.holds() ? HOLDS : 0) | (mark.preempts() ? PREEMPTS : 0)))
                .put((byte) mark.priority())
                .putLong(mark.generation())
                .putLong(mark.sequence())
                .putShort((short) place.index())
                .putShort((short) node);
        sector.putInt(checksum(sector.array(), SUMMED));
        return Octets.of(sector.array());
    }

    /**
     * The mark in a sector. One that cannot be understood counts as a claim under way: nobody goes past it until it has
     * stood still for long.
     */
    public static DiskMark decode(DiskPlace place, int node, Octets sector) {
        byte[] bytes = sector.toByteArray();
        return isZero(bytes) ? DiskMark.BLANK : read(place, node, bytes).orElseGet(() -> damaged(bytes));
    }

    private static Optional<DiskMark> read(DiskPlace place, int node, byte[] bytes) {
        ByteBuffer sector = ByteBuffer.wrap(bytes);
        int magic = sector.getInt();
        byte version = sector.get();
        Optional<DiskMark.Kind> kind = DiskMark.Kind.of(sector.get());
        int flags = sector.get();
        int priority = sector.get() & 0xff;
        long generation = sector.getLong();
        long sequence = sector.getLong();
        boolean ours = magic == MAGIC
                && version == VERSION
                && sector.getShort() == (short) place.index()
                && sector.getShort() == (short) node
                && sector.getInt() == checksum(bytes, SUMMED)
                && generation >= 0;
        return kind.filter(known -> ours)
                .map(known -> new DiskMark(
                        known, (flags & HOLDS) != 0, (flags & PREEMPTS) != 0, priority, generation, sequence));
    }

    private static DiskMark damaged(byte[] bytes) {
        return new DiskMark(DiskMark.Kind.CLAIM, false, false, 0, 0, checksum(bytes, bytes.length));
    }

    static boolean isZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    static int checksum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
