package dev.holdfast.exporter.prometheus;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Why adverts could not be sent, in few words. A fixed list: the kernel's errno names are too many for a label. */
enum SendError {
    UNREACHABLE,
    PERMISSION,
    NO_BUFFER,
    INTERFACE_DOWN,
    OTHER;

    /** The lower-case word that the label uses. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Counts by kind, every kind present. */
    static Map<SendError, Long> fold(Map<String, Long> byErrno) {
        Map<SendError, Long> counts = new EnumMap<>(SendError.class);
        for (SendError error : values()) {
            counts.put(error, 0L);
        }
        byErrno.forEach((errno, count) -> counts.merge(ofErrno(errno), count, Long::sum));
        return counts;
    }

    private static SendError ofErrno(String errno) {
        return switch (errno) {
            case "ENETUNREACH", "EHOSTUNREACH", "EHOSTDOWN" -> UNREACHABLE;
            case "EPERM", "EACCES" -> PERMISSION;
            case "ENOBUFS", "ENOMEM", "EAGAIN" -> NO_BUFFER;
            case "ENETDOWN", "ENODEV", "ENXIO" -> INTERFACE_DOWN;
            default -> OTHER;
        };
    }
}
