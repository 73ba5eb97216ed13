package dev.holdfast.core.arbitrate;

import java.util.Optional;

/**
 * Which mechanisms have a say, for all virtual routers of the node; none by default.
 *
 * @param reference addresses that a node must reach
 * @param witness a lease in a store that all nodes share
 */
public record ArbitrationConfig(Optional<ReferenceConfig> reference, Optional<WitnessConfig> witness) {
    public static final ArbitrationConfig NONE = new ArbitrationConfig(Optional.empty(), Optional.empty());

    public boolean isNone() {
        return equals(NONE);
    }
}
