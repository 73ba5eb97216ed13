package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.route.NextHop;
import dev.holdfast.core.route.Route;
import dev.holdfast.core.route.Verdict;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.Attributes;
import dev.holdfast.linux.netlink.NetlinkMessage;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Route messages (rtnetlink(7)): rtmsg and its attributes. Pure but for the names and numbers of interfaces. */
final class RouteCodec {
    static final int RTM_NEWROUTE = 24;
    static final int RTM_DELROUTE = 25;
    private static final int RTM_GETROUTE = 26;

    private static final int NLM_F_CREATE = 0x400;

    private static final int RTMSG = 12;
    private static final int DESTINATION_LENGTH = 1;
    private static final int TOS = 3;
    private static final int TABLE = 4;
    private static final int PROTOCOL = 5;
    private static final int SCOPE = 6;
    private static final int TYPE = 7;
    private static final int FLAGS = 8;

    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RTA_PREFSRC = 7;
    private static final int RTA_METRICS = 8;
    private static final int RTA_MULTIPATH = 9;
    private static final int RTA_TABLE = 15;
    private static final int RTAX_MTU = 2;

    private static final int RT_SCOPE_UNIVERSE = 0;
    private static final int RT_SCOPE_LINK = 253;
    private static final int RT_SCOPE_NOWHERE = 255;

    private static final int RTNH_F_ONLINK = 4;
    private static final int RTNEXTHOP = 8;
    private static final int ATTRIBUTE_HEADER = 4;

    /** With an IPv6 gateway. */
    private static final int RTNEXTHOP_MOST = RTNEXTHOP + ATTRIBUTE_HEADER + 16;

    /** Tables above 255 do not fit the fixed part, where RT_TABLE_UNSPEC then stands. */
    private static final int MAX_SHORT_TABLE = 255;

    private final Interfaces interfaces;

    RouteCodec(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    /** Installs beside what others have: neither NLM_F_EXCL nor NLM_F_REPLACE, as keepalived does. */
    NetlinkRequest install(Route route) throws ErrnoException {
        return about(RTM_NEWROUTE, NLM_F_CREATE, route, route.scope().orElseGet(() -> impliedScope(route)));
    }

    NetlinkRequest remove(Route route) throws ErrnoException {
        int scope = route.family() == IpFamily.IPV6 ? RT_SCOPE_UNIVERSE : RT_SCOPE_NOWHERE;
        return about(RTM_DELROUTE, 0, route, route.scope().orElse(scope));
    }

    /** Asks for the routes of a family and protocol, in all tables. */
    static NetlinkRequest all(IpFamily family, int protocol) {
        ByteBuffer body = NetlinkRequest.structure(RTMSG)
                .put(0, (byte) AddressCodec.familyNumber(family))
                .put(PROTOCOL, (byte) protocol);
        return new NetlinkRequest(RTM_GETROUTE, 0, body);
    }

    /** The protocol of the route a message is about; empty when it is about something else. */
    static OptionalInt protocolOf(NetlinkMessage message) {
        boolean isAboutRoute = message.type() == RTM_NEWROUTE || message.type() == RTM_DELROUTE;
        return isAboutRoute && message.hasBody(RTMSG) ? OptionalInt.of(message.u8(PROTOCOL)) : OptionalInt.empty();
    }

    /** The route a message is about; empty when it is about something else, or of a kind that we never install. */
    Optional<Route> read(NetlinkMessage message) {
        Optional<IpFamily> family =
                protocolOf(message).isPresent() ? AddressCodec.familyOf(message.u8(0)) : Optional.empty();
        Optional<Verdict> verdict = family.flatMap(f -> Verdicts.of(message.u8(TYPE)));
        if (verdict.isEmpty()) {
            return Optional.empty();
        }
        Attributes attributes = message.attributes(RTMSG);
        List<NextHop> hops = verdict.get() == Verdict.FORWARD ? hops(attributes, message.u32(FLAGS)) : List.of();
        if (hops.isEmpty() && verdict.get() == Verdict.FORWARD) {
            return Optional.empty();
        }
        return Optional.of(new Route(
                verdict.get(),
                Prefixes.of(family.get(), attributes.octets(RTA_DST), message.u8(DESTINATION_LENGTH)),
                attributes.u32(RTA_TABLE).orElse(message.u8(TABLE)),
                message.u8(TOS),
                attributes.u32(RTA_PRIORITY).orElse(0),
                message.u8(PROTOCOL),
                OptionalInt.of(message.u8(SCOPE)),
                attributes.octets(RTA_PREFSRC).map(IpAddress::of),
                hops,
                attributes.nested(RTA_METRICS).u32(RTAX_MTU).orElse(0),
                false));
    }

    private List<NextHop> hops(Attributes attributes, int flags) {
        Optional<byte[]> several = attributes.octets(RTA_MULTIPATH);
        List<NextHop> hops = new ArrayList<>();
        if (several.isEmpty()) {
            hop(attributes.u32(RTA_OIF).orElse(0), 1, flags, attributes).ifPresent(hops::add);
            return hops;
        }
        ByteBuffer buffer = ByteBuffer.wrap(several.get()).order(ByteOrder.nativeOrder());
        for (int at = 0; at + RTNEXTHOP <= buffer.capacity(); ) {
            int length = buffer.getShort(at) & 0xffff;
            if (length < RTNEXTHOP || at + length > buffer.capacity()) {
                break;
            }
            byte[] own = Arrays.copyOfRange(several.get(), at + RTNEXTHOP, at + length);
            int weight = (buffer.get(at + 3) & 0xff) + 1;
            hop(buffer.getInt(at + 4), weight, buffer.get(at + 2), Attributes.parse(own, 0))
                    .ifPresent(hops::add);
            at += (length + 3) & -4;
        }
        return hops;
    }

    private Optional<NextHop> hop(int index, int weight, int flags, Attributes attributes) {
        Optional<IpAddress> via = attributes.octets(RTA_GATEWAY).map(IpAddress::of);
        Optional<InterfaceName> dev = nameOf(index);
        boolean onlink = (flags & RTNH_F_ONLINK) != 0 && via.isPresent() && dev.isPresent();
        return via.isEmpty() && dev.isEmpty() ? Optional.empty() : Optional.of(new NextHop(via, dev, weight, onlink));
    }

    private Optional<InterfaceName> nameOf(int index) {
        try {
            return index == 0 ? Optional.empty() : Optional.of(interfaces.nameOf(index));
        } catch (ErrnoException gone) {
            // Its interface went while we read: what the route was is as good as what it is.
            return Optional.empty();
        }
    }

    private NetlinkRequest about(int type, int flags, Route route, int scope) throws ErrnoException {
        List<NextHop> hops = route.hops();
        boolean onlink = hops.size() == 1 && hops.get(0).onlink();
        boolean isShort = Integer.compareUnsigned(route.table(), MAX_SHORT_TABLE) <= 0;
        ByteBuffer body = NetlinkRequest.structure(RTMSG)
                .put(0, (byte) AddressCodec.familyNumber(route.family()))
                .put(DESTINATION_LENGTH, (byte) route.destination().length())
                .put(TOS, (byte) route.tos())
                .put(TABLE, (byte) (isShort ? route.table() : 0))
                .put(PROTOCOL, (byte) route.protocol())
                .put(SCOPE, (byte) scope)
                .put(TYPE, (byte) Verdicts.number(route.verdict()))
                .putInt(FLAGS, onlink ? RTNH_F_ONLINK : 0);
        NetlinkRequest request = NetlinkRequest.alone(type, flags, body).addU32(RTA_TABLE, route.table());
        if (route.destination().length() > 0) {
            request.add(RTA_DST, route.destination().address().toByteArray());
        }
        if (route.metric() != 0) {
            request.addU32(RTA_PRIORITY, route.metric());
        }
        route.source().ifPresent(source -> request.add(RTA_PREFSRC, source.toByteArray()));
        if (route.mtu() != 0) {
            byte[] mtu = new byte[Integer.BYTES];
            NetlinkRequest.structure(mtu.length).putInt(0, route.mtu()).get(0, mtu);
            request.add(RTA_METRICS, attribute(RTAX_MTU, mtu));
        }
        return addHops(request, hops);
    }

    private NetlinkRequest addHops(NetlinkRequest request, List<NextHop> hops) throws ErrnoException {
        if (hops.size() == 1) {
            NextHop hop = hops.get(0);
            hop.via().ifPresent(via -> request.add(RTA_GATEWAY, via.toByteArray()));
            if (hop.dev().isPresent()) {
                request.addU32(RTA_OIF, index(hop));
            }
        } else if (!hops.isEmpty()) {
            ByteBuffer all = NetlinkRequest.structure(hops.size() * RTNEXTHOP_MOST);
            for (NextHop hop : hops) {
                put(all, hop);
            }
            byte[] octets = new byte[all.position()];
            all.get(0, octets);
            request.add(RTA_MULTIPATH, octets);
        }
        return request;
    }

    private void put(ByteBuffer all, NextHop hop) throws ErrnoException {
        int begin = all.position();
        all.putShort((short) 0)
                .put((byte) (hop.onlink() ? RTNH_F_ONLINK : 0))
                .put((byte) (hop.weight() - 1))
                .putInt(hop.dev().isPresent() ? index(hop) : 0);
        hop.via().ifPresent(via -> all.put(attribute(RTA_GATEWAY, via.toByteArray())));
        all.putShort(begin, (short) (all.position() - begin));
    }

    private int index(NextHop hop) throws ErrnoException {
        return interfaces.find(hop.dev().orElseThrow()).index();
    }

    /** One attribute inside another; values are multiples of four octets. */
    private static ByteBuffer attribute(int type, byte[] value) {
        return NetlinkRequest.structure(ATTRIBUTE_HEADER + value.length)
                .putShort(0, (short) (ATTRIBUTE_HEADER + value.length))
                .putShort(2, (short) type)
                .put(ATTRIBUTE_HEADER, value);
    }

    /** What {@code ip route} takes when nobody says: as far as the link where there is no gateway. */
    private static int impliedScope(Route route) {
        boolean isOnLink = route.verdict() == Verdict.FORWARD
                && route.hops().size() == 1
                && route.hops().get(0).via().isEmpty();
        return isOnLink && route.family() == IpFamily.IPV4 ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
    }
}
