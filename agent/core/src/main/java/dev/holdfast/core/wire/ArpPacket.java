package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Address resolution for IPv4 on Ethernet (RFC 826, RFC 5227).
 *
 * @param operation 1 for a request, 2 for a reply; others exist
 * @param senderMac whose hardware address receivers learn
 * @param senderIp for which address they learn it; 0.0.0.0 in a probe, which teaches nothing
 * @param targetMac what the sender filled in; says nothing in a request
 * @param targetIp the address that is asked for
 */
public record ArpPacket(
        int operation, MacAddress senderMac, IpAddress senderIp, MacAddress targetMac, IpAddress targetIp) {
    public static final int REQUEST = 1;

    private static final MacAddress NO_MAC = new MacAddress(0);
    private static final IpAddress NO_IP = new IpAddress(IpFamily.IPV4, 0, 0);
    private static final int HARDWARE_ETHERNET = 1;
    private static final int HARDWARE_LENGTH = 6;
    private static final int PROTOCOL_LENGTH = 4;
    private static final int LENGTH = 28;

    /**
     * The broadcast frame that tells a link who answers for an address now, in the form keepalived sends: a request
     * with the broadcast address as target hardware address.
     *
     * @throws IllegalArgumentException when {@code vip} is not IPv4
     */
    public static Octets announcement(IpAddress vip, MacAddress sender) {
        return announcement(vip, sender, MacAddress.BROADCAST);
    }

    /**
     * The same with another target hardware address; RFC 5227 section 2.3 has zeros there. Receivers ignore it.
     *
     * @throws IllegalArgumentException when {@code vip} is not IPv4
     */
    public static Octets announcement(IpAddress vip, MacAddress sender, MacAddress target) {
        return new ArpPacket(REQUEST, sender, vip, target, vip).broadcast();
    }

    /**
     * The broadcast frame that asks whether anybody answers for an address, without touching a neighbour's cache (RFC
     * 5227 section 2.1.1).
     *
     * @throws IllegalArgumentException when {@code vip} is not IPv4
     */
    public static Octets probe(IpAddress vip, MacAddress sender) {
        return question(vip, NO_IP, sender);
    }

    /**
     * The broadcast frame that asks who answers for an address: a probe when {@code source} is unspecified.
     *
     * @param source an address of this node; whoever has {@code address} learns it
     */
    public static Octets question(IpAddress address, IpAddress source, MacAddress sender) {
        return new ArpPacket(REQUEST, sender, source, NO_MAC, address).broadcast();
    }

    /** Reads an Ethernet frame; empty when it holds no ARP packet for IPv4. Never throws. */
    public static Optional<ArpPacket> parse(Octets frame) {
        if (!EtherFrame.carries(frame, EtherFrame.TYPE_ARP, LENGTH)) {
            return Optional.empty();
        }
        Octets packet = frame.slice(EtherFrame.HEADER, EtherFrame.HEADER + LENGTH);
        if (packet.u16(0) != HARDWARE_ETHERNET
                || packet.u16(2) != EtherFrame.TYPE_IPV4
                || packet.u8(4) != HARDWARE_LENGTH
                || packet.u8(5) != PROTOCOL_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(new ArpPacket(
                packet.u16(6),
                EtherFrame.macAt(packet, 8),
                IpAddress.of(packet.slice(14, 18)),
                EtherFrame.macAt(packet, 18),
                IpAddress.of(packet.slice(24, 28))));
    }

    private Octets broadcast() {
        if (targetIp.family() != IpFamily.IPV4) {
            throw new IllegalArgumentException("ARP is for IPv4, not for " + targetIp);
        }
        ByteBuffer packet = ByteBuffer.allocate(LENGTH);
        packet.putShort((short) HARDWARE_ETHERNET).putShort((short) EtherFrame.TYPE_IPV4);
        packet.put((byte) HARDWARE_LENGTH).put((byte) PROTOCOL_LENGTH).putShort((short) operation);
        packet.put(senderMac.toByteArray()).put(senderIp.toByteArray());
        packet.put(targetMac.toByteArray()).put(targetIp.toByteArray());
        return EtherFrame.of(MacAddress.BROADCAST, senderMac, EtherFrame.TYPE_ARP, Octets.of(packet.array()));
    }
}
