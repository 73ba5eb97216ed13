package dev.holdfast.core.wire;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.ClaimKind;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import java.util.Optional;

/** Finds in a frame who claims an address. */
public final class ClaimReader {
    private static final long GROUP_BIT = 1L << 40;

    private ClaimReader() {}

    /** Reads an Ethernet frame; empty when it claims nothing. Never throws. */
    public static Optional<AddressClaim> read(Octets frame) {
        return ArpPacket.parse(frame)
                .flatMap(ClaimReader::of)
                .or(() -> NeighbourAdvertisement.parse(frame)
                        .map(read -> new AddressClaim(
                                ClaimKind.NEIGHBOUR_ADVERTISEMENT,
                                read.target(),
                                read.linkLayer().orElseGet(() -> EtherFrame.sender(frame)))))
                .or(() -> NeighbourSolicitation.parse(frame)
                        .filter(read -> read.source().isUnspecified())
                        .map(read -> new AddressClaim(ClaimKind.PROBE, read.target(), EtherFrame.sender(frame))))
                .filter(claim -> isOfSomebody(claim.mac()));
    }

    private static Optional<AddressClaim> of(ArpPacket packet) {
        boolean probes = packet.senderIp().isUnspecified() && packet.operation() == ArpPacket.REQUEST;
        if (probes) {
            return Optional.of(new AddressClaim(ClaimKind.PROBE, packet.targetIp(), packet.senderMac()));
        }
        ClaimKind kind = packet.senderIp().equals(packet.targetIp())
                ? ClaimKind.ARP_ANNOUNCE
                : packet.operation() == ArpPacket.REQUEST ? ClaimKind.ARP_REQUEST : ClaimKind.ARP_REPLY;
        return Optional.of(new AddressClaim(kind, packet.senderIp(), packet.senderMac()))
                .filter(claim -> !claim.address().isUnspecified());
    }

    private static boolean isOfSomebody(MacAddress mac) {
        return mac.bits() != 0 && (mac.bits() & GROUP_BIT) == 0;
    }
}
