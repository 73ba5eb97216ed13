package dev.holdfast.core.sim;

import dev.holdfast.core.port.ReceivedDatagram;

/**
 * A datagram on its way into an engine.
 *
 * @param isJunk whether a stranger made it, so that it must have no effect
 * @param sender the index of the node that sent it; -1 for a stranger
 * @param sentNanos when it was sent
 * @param advert the sender's number of the advert, equal on all links; 0 for a stranger's
 */
record Inbound(ReceivedDatagram datagram, boolean isJunk, int sender, long sentNanos, long advert) {}
