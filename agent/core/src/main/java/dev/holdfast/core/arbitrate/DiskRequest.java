package dev.holdfast.core.arbitrate;

import dev.holdfast.core.disk.DiskMark;
import java.util.Optional;

/**
 * Reads what all nodes say of a virtual router on the shared disk, or writes what this one says.
 *
 * @param id comes back with the answer
 * @param mark what to write; empty to read
 */
public record DiskRequest(long id, Optional<DiskMark> mark) implements ArbiterRequest {
    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.disk(this);
    }
}
