package dev.holdfast.linux.route;

import dev.holdfast.core.net.AddressAttributes;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.AddressTable;
import dev.holdfast.linux.libc.Linux;
import dev.holdfast.linux.netlink.Attributes;
import dev.holdfast.linux.netlink.NetlinkMessage;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Address messages (rtnetlink(7)): ifaddrmsg and its attributes. Pure. */
final class AddressCodec {
    static final int RTM_NEWADDR = 20;
    static final int RTM_DELADDR = 21;
    private static final int RTM_GETADDR = 22;

    /** Holdfast's mark on its addresses, where keepalived writes 18. {@code ip} of kernel 5.18 shows "proto 0x70". */
    static final int OWNERSHIP_MARK = 0x70;

    private static final int NLM_F_REPLACE = 0x100;
    private static final int NLM_F_CREATE = 0x400;

    private static final int IFADDRMSG = 8;
    private static final int PREFIX_LENGTH = 1;
    private static final int FLAGS = 2;
    private static final int SCOPE = 3;
    private static final int INDEX = 4;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_LABEL = 3;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_CACHEINFO = 6;
    private static final int IFA_FLAGS = 8;
    private static final int IFA_PROTO = 11;

    private static final int CACHEINFO = 16;
    private static final int FOR_EVER = 0xffffffff;
    private static final int IFA_F_NODAD = 0x02;
    private static final int IFA_F_NOPREFIXROUTE = 0x200;

    private AddressCodec() {}

    /** Installs or renews an address for {@code leaseSeconds}, 0 for ever. */
    static NetlinkRequest install(VirtualAddress address, int index, int leaseSeconds) {
        int valid = leaseSeconds == AddressTable.FOR_EVER ? FOR_EVER : leaseSeconds;
        AddressAttributes attributes = address.attributes();
        ByteBuffer lifetimes = NetlinkRequest.structure(CACHEINFO)
                .putInt(0, attributes.preferred() ? valid : 0)
                .putInt(4, valid);
        NetlinkRequest request = about(
                        RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, address.prefix(), attributes.scope(), index)
                .add(IFA_CACHEINFO, lifetimes)
                .add(IFA_PROTO, (byte) OWNERSHIP_MARK);
        attributes.label().ifPresent(label -> request.addText(IFA_LABEL, label));
        attributes.broadcast().ifPresent(broadcast -> request.add(IFA_BROADCAST, broadcast.toByteArray()));
        int flags = flags(address.prefix().family(), attributes);
        return flags == 0 ? request : request.addU32(IFA_FLAGS, flags);
    }

    /** Takes an address off. */
    static NetlinkRequest remove(VirtualAddress address, int index) {
        return about(RTM_DELADDR, 0, address.prefix(), 0, index);
    }

    /** Asks for all addresses of a family. */
    static NetlinkRequest all(IpFamily family) {
        ByteBuffer body = NetlinkRequest.structure(IFADDRMSG).put(0, (byte) familyNumber(family));
        return new NetlinkRequest(RTM_GETADDR, 0, body);
    }

    /** The address a message is about; empty when it is about something else. */
    static Optional<AddressReport> read(NetlinkMessage message) {
        boolean isAboutAddress = message.type() == RTM_NEWADDR || message.type() == RTM_DELADDR;
        if (!isAboutAddress || !message.hasBody(IFADDRMSG)) {
            return Optional.empty();
        }
        Attributes attributes = message.attributes(IFADDRMSG);
        // On a point-to-point link IFA_ADDRESS is the other end; IFA_LOCAL, where given, is ours.
        return attributes
                .octets(IFA_LOCAL)
                .or(() -> attributes.octets(IFA_ADDRESS))
                .flatMap(octets -> prefixOf(octets, message.u8(PREFIX_LENGTH)))
                .map(prefix -> new AddressReport(
                        message.u32(INDEX),
                        prefix,
                        attributes.u32(IFA_FLAGS).orElse(message.u8(FLAGS)),
                        attributes.u8(IFA_PROTO)));
    }

    private static int flags(IpFamily family, AddressAttributes attributes) {
        boolean undetected = family == IpFamily.IPV6 && !attributes.detectsDuplicates();
        return (undetected ? IFA_F_NODAD : 0) | (attributes.prefixRoute() ? 0 : IFA_F_NOPREFIXROUTE);
    }

    private static NetlinkRequest about(int type, int flags, IpPrefix prefix, int scope, int index) {
        ByteBuffer body = NetlinkRequest.structure(IFADDRMSG)
                .put(0, (byte) familyNumber(prefix.family()))
                .put(PREFIX_LENGTH, (byte) prefix.length())
                .put(SCOPE, (byte) scope)
                .putInt(INDEX, index);
        byte[] address = prefix.address().toByteArray();
        return new NetlinkRequest(type, flags, body).add(IFA_LOCAL, address).add(IFA_ADDRESS, address);
    }

    private static Optional<IpPrefix> prefixOf(byte[] octets, int length) {
        boolean isLegal = (octets.length == 4 || octets.length == 16) && length <= octets.length * Byte.SIZE;
        return isLegal ? Optional.of(new IpPrefix(IpAddress.of(octets), length)) : Optional.empty();
    }

    static Optional<IpFamily> familyOf(int number) {
        return switch (number) {
            case Linux.AF_INET -> Optional.of(IpFamily.IPV4);
            case Linux.AF_INET6 -> Optional.of(IpFamily.IPV6);
            default -> Optional.empty();
        };
    }

    static int familyNumber(IpFamily family) {
        return switch (family) {
            case IPV4 -> Linux.AF_INET;
            case IPV6 -> Linux.AF_INET6;
        };
    }
}
