package dev.holdfast.linux.ipvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Forwarding.Checksum;
import dev.holdfast.core.ipvs.Forwarding.Encapsulation;
import dev.holdfast.core.ipvs.Forwarding.Method;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServerReport;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.linux.netlink.Attributes;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.util.Optional;

/** IPVS_DEST_ATTR_…: a real server, which the kernel calls a destination. Pure. */
final class ServerCodec {
    private static final int ADDR = 1;
    private static final int PORT = 2;
    private static final int FWD_METHOD = 3;
    private static final int WEIGHT = 4;
    private static final int U_THRESH = 5;
    private static final int L_THRESH = 6;
    private static final int ACTIVE_CONNS = 7;
    private static final int INACT_CONNS = 8;
    private static final int PERSIST_CONNS = 9;
    private static final int ADDR_FAMILY = 11;
    private static final int STATS64 = 12;
    private static final int TUN_TYPE = 13;
    private static final int TUN_PORT = 14;
    private static final int TUN_FLAGS = 15;

    /** IP_VS_CONN_F_FWD_MASK: what of the flags is the method. */
    private static final int FWD_MASK = 7;

    private ServerCodec() {}

    /** Adds what tells the server apart within its service. */
    static NetlinkRequest addId(NetlinkRequest request, AddressPort at) {
        return request.add(ADDR, Families.room(at.address()))
                .addU16be(PORT, at.port())
                .addU16(ADDR_FAMILY, Families.number(at.family()));
    }

    /** Adds the whole server. */
    static NetlinkRequest addAll(NetlinkRequest request, RealServer server) {
        Forwarding forwarding = server.forwarding();
        return addId(request, server.at())
                .addU32(FWD_METHOD, number(forwarding.method()))
                .addU32(WEIGHT, server.weight())
                .addU32(U_THRESH, server.upperThreshold())
                .addU32(L_THRESH, server.lowerThreshold())
                .add(TUN_TYPE, (byte) number(forwarding.encapsulation()))
                .addU16be(TUN_PORT, forwarding.tunnelPort())
                .addU16(TUN_FLAGS, number(forwarding.checksum()));
    }

    /**
     * The server that the attributes are about; empty when it is of a kind that we never make.
     *
     * @param family the service's, for a kernel before 3.18, which does not tell the server's own
     */
    static Optional<ServerReport> read(Attributes attributes, IpFamily family) {
        IpFamily own = Families.of(attributes.u16(ADDR_FAMILY).orElse(0)).orElse(family);
        return Families.address(own, attributes.octets(ADDR))
                .flatMap(address -> forwarding(attributes)
                        .map(forwarding -> report(
                                new AddressPort(address, attributes.u16be(PORT).orElse(0)), forwarding, attributes)));
    }

    private static ServerReport report(AddressPort at, Forwarding forwarding, Attributes attributes) {
        RealServer server = new RealServer(
                at,
                forwarding,
                Math.max(0, attributes.u32(WEIGHT).orElse(0)),
                attributes.u32(U_THRESH).orElse(0),
                attributes.u32(L_THRESH).orElse(0));
        return new ServerReport(
                server,
                count(attributes, ACTIVE_CONNS),
                count(attributes, INACT_CONNS),
                count(attributes, PERSIST_CONNS),
                StatisticsCodec.read(attributes.nested(STATS64)));
    }

    private static long count(Attributes attributes, int type) {
        return Integer.toUnsignedLong(attributes.u32(type).orElse(0));
    }

    private static Optional<Forwarding> forwarding(Attributes attributes) {
        Optional<Method> method = method(attributes.u32(FWD_METHOD).orElse(0) & FWD_MASK);
        return method.flatMap(known -> switch (known) {
            case NAT -> Optional.of(Forwarding.NAT);
            case DR -> Optional.of(Forwarding.DR);
            case TUN -> tunnel(attributes);
        });
    }

    private static Optional<Forwarding> tunnel(Attributes attributes) {
        int port = attributes.u16be(TUN_PORT).orElse(0);
        int flags = attributes.u16(TUN_FLAGS).orElse(0);
        return switch (attributes.u8(TUN_TYPE).orElse(0)) {
            case 0 -> Optional.of(Forwarding.TUN);
            case 1 -> Optional.of(Forwarding.gue(port, checksum(flags)));
            // The kernel keeps the flag of a remote checksum for GRE as well, and does nothing about it.
            case 2 -> Optional.of(Forwarding.gre(checksum(flags & number(Checksum.CHECKSUM))));
            default -> Optional.empty();
        };
    }

    private static int number(Method method) {
        return switch (method) {
            case NAT -> 0;
            case TUN -> 2;
            case DR -> 3;
        };
    }

    private static Optional<Method> method(int number) {
        return switch (number) {
            case 0 -> Optional.of(Method.NAT);
            case 2 -> Optional.of(Method.TUN);
            case 3 -> Optional.of(Method.DR);
            default -> Optional.empty();
        };
    }

    private static int number(Encapsulation encapsulation) {
        return switch (encapsulation) {
            case IPIP -> 0;
            case GUE -> 1;
            case GRE -> 2;
        };
    }

    private static int number(Checksum checksum) {
        return switch (checksum) {
            case NONE -> 0;
            case CHECKSUM -> 1;
            case REMOTE -> 2;
        };
    }

    private static Checksum checksum(int flags) {
        if ((flags & number(Checksum.REMOTE)) != 0) {
            return Checksum.REMOTE;
        }
        return (flags & number(Checksum.CHECKSUM)) != 0 ? Checksum.CHECKSUM : Checksum.NONE;
    }
}
