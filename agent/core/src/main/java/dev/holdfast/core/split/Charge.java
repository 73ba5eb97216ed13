package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitVerdict;
import java.util.List;
import java.util.Optional;

/**
 * What speaks against one other holder.
 *
 * @param peer its address; empty for somebody who is known by a hardware address alone
 */
record Charge(SplitVerdict verdict, SplitCause cause, Optional<IpAddress> peer, List<SplitEvidence> evidence) {
    Charge {
        evidence = List.copyOf(evidence);
    }
}
