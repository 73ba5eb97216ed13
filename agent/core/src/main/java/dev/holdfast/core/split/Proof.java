package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import java.util.Optional;

/**
 * A peer says that it is master, and so are we.
 *
 * @param address where the peer answers
 * @param sharesAddress whether it is master of an address of ours, and not only of our virtual router id
 * @param configured what is set up differently and makes one of us deaf
 * @param counted what the counters of both sides tell
 */
record Proof(
        Optional<IpAddress> address,
        boolean sharesAddress,
        Optional<SplitCause> configured,
        SplitCause counted,
        SplitEvidence evidence) {}
