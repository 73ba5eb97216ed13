package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.linux.libc.Linux;
import dev.holdfast.linux.netlink.Attributes;
import dev.holdfast.linux.netlink.NetlinkMessage;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.util.Optional;

/** Link messages (rtnetlink(7)): ifinfomsg and its attributes. Pure. */
final class LinkCodec {
    static final int RTM_NEWLINK = 16;
    static final int RTM_DELLINK = 17;
    private static final int RTM_GETLINK = 18;

    private static final int IFINFOMSG = 16;
    private static final int INDEX = 4;
    private static final int FLAGS = 8;

    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_AF_SPEC = 26;
    private static final int IFLA_EXT_MASK = 29;
    private static final int IFLA_INET6_CONF = 2;

    /** We read no counters, and they are the bulk of the answer. */
    private static final int RTEXT_FILTER_SKIP_STATS = 8;

    private static final int MAC_LENGTH = 6;

    private LinkCodec() {}

    static NetlinkRequest get(InterfaceName name) {
        return all().addText(IFLA_IFNAME, name.value());
    }

    static NetlinkRequest get(int index) {
        return new NetlinkRequest(
                        RTM_GETLINK, 0, NetlinkRequest.structure(IFINFOMSG).putInt(INDEX, index))
                .addU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    }

    static NetlinkRequest all() {
        return new NetlinkRequest(RTM_GETLINK, 0, NetlinkRequest.structure(IFINFOMSG))
                .addU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    }

    /** The interface a message is about; empty when it is not about an interface as such. */
    static Optional<NetworkInterface> read(NetlinkMessage message) {
        // A bridge tells of its ports in messages of its own family; RTM_DELLINK then means "left the bridge".
        boolean isAboutLink = message.type() == RTM_NEWLINK || message.type() == RTM_DELLINK;
        if (!isAboutLink || !message.hasBody(IFINFOMSG) || message.u8(0) != 0) {
            return Optional.empty();
        }
        Attributes attributes = message.attributes(IFINFOMSG);
        return attributes
                .text(IFLA_IFNAME)
                .flatMap(LinkCodec::nameOf)
                .map(name -> new NetworkInterface(
                        message.u32(INDEX),
                        name,
                        message.u32(FLAGS),
                        attributes.u32(IFLA_MTU).orElse(0),
                        attributes
                                .octets(IFLA_ADDRESS)
                                .filter(mac -> mac.length == MAC_LENGTH)
                                .map(MacAddress::of),
                        forwardsIpv6(attributes)));
    }

    private static Optional<InterfaceName> nameOf(String text) {
        try {
            return Optional.of(new InterfaceName(text));
        } catch (IllegalArgumentException unspeakable) {
            // No configuration can name such an interface, so nobody misses it.
            return Optional.empty();
        }
    }

    private static boolean forwardsIpv6(Attributes attributes) {
        // The settings come as an array of numbers; the first is "forwarding".
        return attributes
                        .nested(IFLA_AF_SPEC)
                        .nested(Linux.AF_INET6)
                        .u32(IFLA_INET6_CONF)
                        .orElse(0)
                > 0;
    }
}
