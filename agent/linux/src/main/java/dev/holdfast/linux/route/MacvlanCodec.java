package dev.holdfast.linux.route;

import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.linux.netlink.Attributes;
import dev.holdfast.linux.netlink.NetlinkMessage;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Link messages about macvlan interfaces. Pure. */
final class MacvlanCodec {
    private static final int RTM_SETLINK = 19;
    private static final int NLM_F_EXCL = 0x200;
    private static final int NLM_F_CREATE = 0x400;

    private static final int IFINFOMSG = 16;
    private static final int INDEX = 4;
    private static final int FLAGS = 8;
    private static final int CHANGE = 12;
    private static final int IFF_UP = 1;

    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int IFLA_MACVLAN_MODE = 1;
    private static final int MODE_PRIVATE = 1;
    private static final String KIND = "macvlan";

    private static final int MAC_LENGTH = 6;

    private MacvlanCodec() {}

    /** A macvlan as the kernel describes it. */
    record Report(int index, String name, int parentIndex, MacAddress mac, String alias) {}

    /** A macvlan, down, in private mode: what one virtual router sends never reaches another one of this host. */
    static NetlinkRequest create(Vmac vmac, int parentIndex) {
        return new NetlinkRequest(LinkCodec.RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, body(0))
                .addText(IFLA_IFNAME, vmac.dev().value())
                .addU32(IFLA_LINK, parentIndex)
                .add(IFLA_ADDRESS, vmac.mac().toByteArray())
                .addNested(
                        IFLA_LINKINFO,
                        info -> info.addText(IFLA_INFO_KIND, KIND)
                                .addNested(IFLA_INFO_DATA, data -> data.addU32(IFLA_MACVLAN_MODE, MODE_PRIVATE)));
    }

    /** Writes on an interface what {@code ip link} shows as its alias; the kernel keeps up to 255 octets. */
    static NetlinkRequest label(Vmac vmac, String alias) {
        return new NetlinkRequest(RTM_SETLINK, 0, body(0))
                .addText(IFLA_IFNAME, vmac.dev().value())
                .add(IFLA_IFALIAS, alias.getBytes(StandardCharsets.UTF_8));
    }

    static NetlinkRequest set(int index, boolean up) {
        ByteBuffer body = body(index).putInt(FLAGS, up ? IFF_UP : 0).putInt(CHANGE, IFF_UP);
        return new NetlinkRequest(RTM_SETLINK, 0, body);
    }

    static NetlinkRequest remove(int index) {
        return new NetlinkRequest(LinkCodec.RTM_DELLINK, 0, body(index));
    }

    /** The macvlan that a message is about; empty when it is about something else. */
    static Optional<Report> read(NetlinkMessage message) {
        if (message.type() != LinkCodec.RTM_NEWLINK || !message.hasBody(IFINFOMSG)) {
            return Optional.empty();
        }
        Attributes attributes = message.attributes(IFINFOMSG);
        boolean isMacvlan = attributes
                .nested(IFLA_LINKINFO)
                .text(IFLA_INFO_KIND)
                .filter(KIND::equals)
                .isPresent();
        return attributes
                .octets(IFLA_ADDRESS)
                .filter(mac -> isMacvlan && mac.length == MAC_LENGTH)
                .map(mac -> new Report(
                        message.u32(INDEX),
                        attributes.text(IFLA_IFNAME).orElse(""),
                        attributes.u32(IFLA_LINK).orElse(0),
                        MacAddress.of(mac),
                        attributes.text(IFLA_IFALIAS).orElse("")));
    }

    private static ByteBuffer body(int index) {
        return NetlinkRequest.structure(IFINFOMSG).putInt(INDEX, index);
    }
}
