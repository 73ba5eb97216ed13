package dev.holdfast.linux.socket;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.AdvertisementTransport.Receiver;
import dev.holdfast.linux.libc.BpfProgram;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import java.util.function.Function;

/** What differs between VRRP over IPv4 and over IPv6, as far as sockets go. */
sealed interface RawProtocol permits RawIpv4, RawIpv6 {
    /** The IP protocol number of VRRP. */
    int VRRP = 112;

    /** The IP protocol number of the authentication header. */
    int HEADER = 51;

    static RawProtocol of(IpFamily family) {
        return switch (family) {
            case IPV4 -> new RawIpv4();
            case IPV6 -> new RawIpv6();
        };
    }

    /**
     * A non-blocking socket that receives what {@code filter} accepts on one interface. Joins no group.
     *
     * @param protocol {@link #VRRP}, or {@link #HEADER} where IPv4 packets carry it around VRRP
     */
    NativeSocket openReceiver(InterfaceName dev, int protocol, BpfProgram filter, String object) throws ErrnoException;

    /** Makes {@code receiver} deaf to groups that only other sockets of this host have joined. */
    void hearOnlyOwnGroups(NativeSocket receiver) throws ErrnoException;

    /** Makes {@code receiver} hear a group. */
    void join(NativeSocket receiver, IpAddress group, int interfaceIndex) throws ErrnoException;

    /**
     * A socket that sends out of one interface and receives nothing.
     *
     * @param hopLimit of unicast packets, where the packet does not bring it
     */
    NativeSocket openSender(InterfaceName dev, int interfaceIndex, int hopLimit, String object) throws ErrnoException;

    /** Lets a sender name a source that is on another interface than its own. */
    void sendFromElsewhere(NativeSocket sender) throws ErrnoException;

    /** Says from where to where the next message goes. */
    void address(OutgoingMessage message, IpAddress source, IpAddress destination, int interfaceIndex);

    /**
     * Hands a received packet on.
     *
     * @param owner tells from the VRRP message, or from nothing when there is none, whose packet it is
     */
    void deliver(IncomingMessage packet, Function<Octets, RouterKey> owner, Receiver receiver);
}
