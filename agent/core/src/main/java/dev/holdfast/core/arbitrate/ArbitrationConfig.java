package dev.holdfast.core.arbitrate;

import java.util.Optional;

/**
 * Which mechanisms have a say, for all virtual routers of the node; none by default.
 *
 * @param reference addresses that a node must reach
 * @param witness a lease in a store that all nodes share
 * @param disk a lock on a disk that all nodes share
 */
public record ArbitrationConfig(
        Optional<ReferenceConfig> reference, Optional<WitnessConfig> witness, Optional<DiskConfig> disk) {
    public static final ArbitrationConfig NONE =
            new ArbitrationConfig(Optional.empty(), Optional.empty(), Optional.empty());

    /** Without a disk. */
    public ArbitrationConfig(Optional<ReferenceConfig> reference, Optional<WitnessConfig> witness) {
        this(reference, witness, Optional.empty());
    }

    /** The same with this disk, or with none. */
    public ArbitrationConfig with(Optional<DiskConfig> other) {
        return new ArbitrationConfig(reference, witness, other);
    }

    public boolean isNone() {
        return reference.isEmpty() && witness.isEmpty() && disk.isEmpty();
    }
}
