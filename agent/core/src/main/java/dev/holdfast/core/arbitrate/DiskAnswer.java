package dev.holdfast.core.arbitrate;

import dev.holdfast.core.disk.DiskMark;
import java.util.List;

/**
 * What came of a request to the shared disk.
 *
 * @param id of the request
 * @param kind how it ended
 * @param own what this node's sector says; when something was read
 * @param others what the others' sectors say; when something was read
 * @param detail what went wrong, for a person; may be empty
 */
public record DiskAnswer(long id, Kind kind, Said own, List<Said> others, String detail) {
    /** How a request ended. */
    public enum Kind {
        READ,
        WRITTEN,
        FAILED
    }

    /**
     * A sector.
     *
     * @param place its number, by which nodes that are equal in all else are ranked
     * @param node whose it is
     */
    public record Said(int place, String node, DiskMark mark) {
        static final Said NOTHING = new Said(0, "", DiskMark.BLANK);
    }

    public DiskAnswer {
        others = List.copyOf(others);
    }

    public static DiskAnswer read(long id, Said own, List<Said> others) {
        return new DiskAnswer(id, Kind.READ, own, others, "");
    }

    public static DiskAnswer written(long id) {
        return new DiskAnswer(id, Kind.WRITTEN, Said.NOTHING, List.of(), "");
    }

    public static DiskAnswer failed(long id, String detail) {
        return new DiskAnswer(id, Kind.FAILED, Said.NOTHING, List.of(), detail);
    }
}
