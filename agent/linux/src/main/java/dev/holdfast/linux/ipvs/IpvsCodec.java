package dev.holdfast.linux.ipvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServerReport;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.linux.netlink.Attributes;
import dev.holdfast.linux.netlink.GenericFamily;
import dev.holdfast.linux.netlink.NetlinkMessage;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.util.List;
import java.util.Optional;

/** Whole messages to the IPVS family and from it. Pure. */
record IpvsCodec(GenericFamily family) {
    NetlinkRequest add(VirtualService service) {
        return about(Command.NEW_SERVICE, service);
    }

    NetlinkRequest change(VirtualService service) {
        return about(Command.SET_SERVICE, service);
    }

    NetlinkRequest remove(ServiceId service) {
        return within(Command.DEL_SERVICE, service);
    }

    NetlinkRequest allServices() {
        return family.request(Command.GET_SERVICE);
    }

    NetlinkRequest add(ServiceId service, RealServer server) {
        return about(Command.NEW_DEST, service, server);
    }

    NetlinkRequest change(ServiceId service, RealServer server) {
        return about(Command.SET_DEST, service, server);
    }

    NetlinkRequest remove(ServiceId service, AddressPort server) {
        return within(Command.DEL_DEST, service)
                .addNested(Command.ATTR_DEST, content -> ServerCodec.addId(content, server));
    }

    NetlinkRequest allServers(ServiceId service) {
        return within(Command.GET_DEST, service);
    }

    NetlinkRequest flush() {
        return family.request(Command.FLUSH);
    }

    NetlinkRequest set(Timeouts timeouts) {
        return family.request(Command.SET_CONFIG)
                .addU32(Command.ATTR_TIMEOUT_TCP, timeouts.tcp())
                .addU32(Command.ATTR_TIMEOUT_TCP_FIN, timeouts.tcpFin())
                .addU32(Command.ATTR_TIMEOUT_UDP, timeouts.udp());
    }

    NetlinkRequest timeouts() {
        return family.request(Command.GET_CONFIG);
    }

    NetlinkRequest start(SyncDaemon daemon) {
        return family.request(Command.NEW_DAEMON)
                .addNested(Command.ATTR_DAEMON, content -> DaemonCodec.addAll(content, daemon));
    }

    NetlinkRequest stop(SyncDaemon.Role role) {
        return family.request(Command.DEL_DAEMON)
                .addNested(Command.ATTR_DAEMON, content -> DaemonCodec.addRole(content, role));
    }

    NetlinkRequest allDaemons() {
        return family.request(Command.GET_DAEMON);
    }

    /** A service of a dump, yet without its servers; empty for one of a kind that we never make. */
    static Optional<ServiceReport> readService(NetlinkMessage message) {
        Attributes service = content(message).nested(Command.ATTR_SERVICE);
        return ServiceCodec.read(service)
                .map(read -> new ServiceReport(read, ServiceCodec.statistics(service), List.of()));
    }

    static Optional<ServerReport> readServer(NetlinkMessage message, IpFamily family) {
        return ServerCodec.read(content(message).nested(Command.ATTR_DEST), family);
    }

    static Timeouts readTimeouts(NetlinkMessage message) {
        Attributes content = content(message);
        return new Timeouts(
                content.u32(Command.ATTR_TIMEOUT_TCP).orElse(0),
                content.u32(Command.ATTR_TIMEOUT_TCP_FIN).orElse(0),
                content.u32(Command.ATTR_TIMEOUT_UDP).orElse(0));
    }

    static Optional<SyncDaemon> readDaemon(NetlinkMessage message) {
        return DaemonCodec.read(content(message).nested(Command.ATTR_DAEMON));
    }

    private static Attributes content(NetlinkMessage message) {
        return message.attributes(GenericFamily.HEADER);
    }

    private NetlinkRequest about(int command, VirtualService service) {
        return family.request(command)
                .addNested(Command.ATTR_SERVICE, content -> ServiceCodec.addAll(content, service));
    }

    private NetlinkRequest about(int command, ServiceId service, RealServer server) {
        return within(command, service).addNested(Command.ATTR_DEST, content -> ServerCodec.addAll(content, server));
    }

    private NetlinkRequest within(int command, ServiceId service) {
        return family.request(command).addNested(Command.ATTR_SERVICE, content -> ServiceCodec.addId(content, service));
    }
}
