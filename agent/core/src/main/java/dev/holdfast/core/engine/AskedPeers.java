package dev.holdfast.core.engine;

import java.util.HashSet;
import java.util.List;

/**
 * The agents of other nodes that are asked for their status.
 *
 * @param names the operator's words for them, in the order of the configuration; at most {@link #MOST}
 */
public record AskedPeers(List<String> names) {
    public static final AskedPeers NONE = new AskedPeers(List.of());

    /** More nodes than share a virtual router anywhere. */
    public static final int MOST = 16;

    public AskedPeers {
        names = List.copyOf(names);
        if (names.size() > MOST || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("up to 16 peers with names of their own");
        }
    }
}
