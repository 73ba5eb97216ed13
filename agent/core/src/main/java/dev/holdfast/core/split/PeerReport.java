package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;

/**
 * What another node says of itself, over another way than adverts. Nobody asks yet.
 *
 * @param master whether it is master of the same virtual router
 */
record PeerReport(IpAddress address, boolean master) {}
