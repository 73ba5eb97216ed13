package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitVerdict;
import java.util.List;

/** A verdict, what it is due to, and what it rests on. */
record Finding(SplitVerdict verdict, SplitCause cause, List<IpAddress> peers, List<SplitEvidence> evidence) {
    static final Finding NOTHING = new Finding(SplitVerdict.NONE, SplitCause.UNKNOWN, List.of(), List.of());

    Finding {
        peers = List.copyOf(peers);
        evidence = List.copyOf(evidence);
    }
}
