package dev.holdfast.lab;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Forwarding.Checksum;
import dev.holdfast.core.ipvs.Persistence;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.Scheduler;
import dev.holdfast.core.ipvs.SchedulerFlag;
import dev.holdfast.core.ipvs.ServerReport;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.Traffic;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.port.IpvsTable;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.ipvs.NetlinkIpvsTable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link IpvsTableIT} has done in the virtual machine: chapters of orders, each ended by what ipvsadm shows, and by
 * whether our own reading is what was ordered.
 */
final class IpvsTableStory {
    private static final ServiceId WEB = ServiceId.of(Protocol.TCP, "10.0.0.1", 80);
    private static final ServiceId WEB6 = ServiceId.of(Protocol.TCP, "2001:db8::1", 443);
    private static final AddressPort SERVER = AddressPort.of("10.0.0.2", 8080);
    private static final InterfaceName LO = new InterfaceName("lo");

    private static final int MOST_SUMS = 5;

    private final IpvsTable table;
    private final Map<VirtualService, List<RealServer>> ordered = new LinkedHashMap<>();

    private IpvsTableStory(IpvsTable table) {
        this.table = table;
    }

    public static void main(String[] arguments) throws IOException {
        Shell.run("ip", "addr", "add", "10.0.0.1/32", "dev", "lo");
        Shell.run("ip", "addr", "add", "10.0.0.2/32", "dev", "lo");
        try (IpvsTable table = NetlinkIpvsTable.open()) {
            new IpvsTableStory(table).tell();
        }
    }

    private void tell() throws IOException {
        chapter("schedulers");
        schedulers();
        chapter("services");
        services();
        chapter("servers");
        servers();
        chapter("connections");
        connections();
        chapter("counters");
        counters();
        chapter("removal");
        removal();
        chapter("timeouts");
        timeouts();
        chapter("daemons");
        daemons();
        chapter("refusals");
        refusals();
    }

    private static void chapter(String name) {
        System.out.println("== " + name);
    }

    private void schedulers() {
        int port = 1000;
        for (String name : Scheduler.KNOWN) {
            if (!name.equals("twos")) {
                order(VirtualService.of(ServiceId.of(Protocol.TCP, "10.0.0.1", port++), name));
            }
        }
        order(flagged(port++, "sh", Set.of(SchedulerFlag.FLAG_1)));
        order(flagged(port++, "sh", Set.of(SchedulerFlag.FLAG_2)));
        order(flagged(port++, "mh", Set.of(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_2)));
        order(flagged(port, "wlc", Set.of(SchedulerFlag.FLAG_3)));
        endChapter();
    }

    private static VirtualService flagged(int port, String scheduler, Set<SchedulerFlag> flags) {
        ServiceId id = ServiceId.of(Protocol.TCP, "10.0.0.1", port);
        return new VirtualService(id, new Scheduler(scheduler, flags), Optional.empty(), false);
    }

    private void services() {
        order(VirtualService.of(WEB, "rr").withPersistence(new Persistence(50, 24, Optional.empty())));
        order(VirtualService.of(ServiceId.of(Protocol.TCP, "10.0.0.1", 0), "rr")
                .withPersistence(Persistence.of(360, IpFamily.IPV4)));
        order(new VirtualService(
                ServiceId.of(Protocol.UDP, "10.0.0.1", 5060),
                new Scheduler("rr"),
                Optional.of(new Persistence(30, 32, Optional.of("sip"))),
                true));
        order(VirtualService.of(ServiceId.of(Protocol.SCTP, "10.0.0.1", 9), "nq"));
        order(VirtualService.of(WEB6, "wlc").withPersistence(new Persistence(60, 64, Optional.empty())));
        order(VirtualService.of(ServiceId.ofMark(7, IpFamily.IPV4), "wrr"));
        order(VirtualService.of(ServiceId.ofMark(7, IpFamily.IPV6), "wrr"));
        endChapter();
    }

    private void servers() {
        VirtualService plain = VirtualService.of(WEB, "rr");
        order(
                plain,
                RealServer.of(SERVER, Forwarding.NAT, 5).withThresholds(100, 50),
                RealServer.of(AddressPort.of("10.0.0.3", 80), Forwarding.DR, 0),
                RealServer.of(AddressPort.of("10.0.0.4", 80), Forwarding.TUN, RealServer.MAX_WEIGHT),
                RealServer.of(AddressPort.of("10.0.0.5", 80), Forwarding.gue(5555, Checksum.NONE), 1),
                RealServer.of(AddressPort.of("10.0.0.6", 80), Forwarding.gue(5555, Checksum.CHECKSUM), 1),
                RealServer.of(AddressPort.of("10.0.0.7", 80), Forwarding.gue(5555, Checksum.REMOTE), 1),
                RealServer.of(AddressPort.of("10.0.0.8", 80), Forwarding.gre(Checksum.NONE), 1),
                RealServer.of(AddressPort.of("10.0.0.9", 80), Forwarding.gre(Checksum.CHECKSUM), 1),
                RealServer.of(AddressPort.of("2001:db8::9", 80), Forwarding.TUN, 1));
        order(
                VirtualService.of(WEB6, "rr"),
                RealServer.of(AddressPort.of("2001:db8::2", 8443), Forwarding.NAT, 1),
                RealServer.of(AddressPort.of("2001:db8::3", 443), Forwarding.DR, 1));
        order(
                VirtualService.of(ServiceId.ofMark(7, IpFamily.IPV4), "rr"),
                RealServer.of(AddressPort.of("10.0.0.2", 0), Forwarding.DR, 1));
        show("ipvsadm", "-Ln", "--thresholds", "-t", "10.0.0.1:80");
        endChapter();
    }

    /** Everything about a service is changed while a client is connected, who notices nothing. */
    private void connections() throws IOException {
        put(VirtualService.of(WEB, "rr"));
        put(WEB, RealServer.of(SERVER, Forwarding.NAT, 1));
        try (ServerSocket listener = listen(SERVER.port());
                Socket client = connect(80);
                Socket served = listener.accept()) {
            put(VirtualService.of(WEB, "mh").withPersistence(Persistence.of(50, IpFamily.IPV4)));
            put(WEB, RealServer.of(SERVER, Forwarding.NAT, 0).withThresholds(9, 5));
            put(WEB, RealServer.of(AddressPort.of("10.0.0.3", 80), Forwarding.DR, 7));
            System.out.println("through " + exchange(client, served));
            show("ipvsadm", "-Sn");
        }
        table.flush();
    }

    /** With a service and a server of its own: the kernel remembers those of earlier chapters with their connections. */
    private void counters() throws IOException {
        ServiceId service = ServiceId.of(Protocol.TCP, "10.0.0.1", 82);
        AddressPort server = AddressPort.of("10.0.0.2", 8082);
        put(VirtualService.of(service, "rr"));
        put(service, RealServer.of(server, Forwarding.NAT, 1));
        try (ServerSocket listener = listen(server.port())) {
            for (int i = 0; i < 2; i++) {
                try (Socket client = connect(82);
                        Socket served = listener.accept()) {
                    exchange(client, served);
                }
            }
            try (Socket client = connect(82);
                    Socket served = listener.accept()) {
                exchange(client, served);
                Clock.waitFor(5, () -> only().statistics().total().connections() == 3);
                printCounters();
            }
        }
        table.flush();
    }

    /** Ours and ipvsadm's, from between two of the kernel's sums, which come every two seconds. */
    private void printCounters() {
        for (int i = 0; i < MOST_SUMS; i++) {
            ServiceReport before = only();
            String stats = Shell.run("ipvsadm", "-Ln", "--stats", "--exact", "-t", "10.0.0.1:82");
            if (only().equals(before)) {
                ServerReport server = before.servers().get(0);
                System.out.println(
                        "active " + server.activeConnections() + " inactive " + server.inactiveConnections());
                System.out.println("service" + words(before.statistics().total()));
                System.out.println("server" + words(server.statistics().total()));
                System.out.print(stats);
                System.out.println("goes on " + (before.statistics().perSecond().packetsIn() > 0));
                return;
            }
        }
    }

    private ServiceReport only() {
        return table.services().value().orElseThrow().get(0);
    }

    private static String words(Traffic traffic) {
        return " %d %d %d %d %d"
                .formatted(
                        traffic.connections(),
                        traffic.packetsIn(),
                        traffic.packetsOut(),
                        traffic.bytesIn(),
                        traffic.bytesOut());
    }

    private void removal() {
        put(VirtualService.of(WEB, "rr"));
        put(WEB, RealServer.of(SERVER, Forwarding.NAT, 1));
        put(WEB, RealServer.of(AddressPort.of("10.0.0.3", 80), Forwarding.DR, 1));
        put(VirtualService.of(WEB6, "rr"));
        report("server", table.remove(WEB, SERVER));
        report("server again", table.remove(WEB, SERVER));
        report("service", table.remove(WEB6));
        report("service again", table.remove(WEB6));
        report("server of no service", table.remove(WEB6, SERVER));
        show("ipvsadm", "-Sn");
        report("all", table.flush());
        show("ipvsadm", "-Sn");
    }

    private void timeouts() {
        System.out.println(table.timeouts().value().orElseThrow());
        report("set", table.set(new Timeouts(901, 0, 301)));
        show("ipvsadm", "-Ln", "--timeout");
        System.out.println(table.timeouts().value().orElseThrow());
    }

    private void daemons() {
        SyncDaemon master = SyncDaemon.of(SyncDaemon.Role.MASTER, LO, 51);
        SyncDaemon backup = new SyncDaemon(
                SyncDaemon.Role.BACKUP, LO, 52, 1200, Optional.of(IpAddress.parse("224.0.0.82")), 8849, 3);
        report("start", table.start(master));
        report("start", table.start(backup));
        report("start again", table.start(master));
        show("ipvsadm", "-Ln", "--daemon");
        List<SyncDaemon> seen = table.daemons().value().orElseThrow();
        System.out.println("fulfilled " + (master.isFulfilledBy(seen.get(0)) && backup.isFulfilledBy(seen.get(1))));
        report("stop", table.stop(SyncDaemon.Role.MASTER));
        report("stop again", table.stop(SyncDaemon.Role.MASTER));
        show("ipvsadm", "-Ln", "--daemon");
        report("stop", table.stop(SyncDaemon.Role.BACKUP));
        System.out.println(table.daemons().value().orElseThrow());
        report("nowhere", table.start(SyncDaemon.of(SyncDaemon.Role.MASTER, new InterfaceName("none0"), 1)));
    }

    private void refusals() {
        report("scheduler", table.put(VirtualService.of(WEB, "twos")));
        report(
                "engine",
                table.put(VirtualService.of(WEB, "rr").withPersistence(new Persistence(1, 32, Optional.of("none")))));
        report("no service", table.put(WEB, RealServer.of(SERVER, Forwarding.NAT, 1)));
        put(VirtualService.of(WEB, "rr"));
        report("other family", table.put(WEB, RealServer.of(AddressPort.of("2001:db8::9", 80), Forwarding.NAT, 1)));
        table.flush();
    }

    /** Puts it, to be compared with what is read at the end of the chapter. */
    private void order(VirtualService service, RealServer... servers) {
        put(service);
        for (RealServer server : servers) {
            put(service.id(), server);
        }
        ordered.put(service, List.of(servers));
    }

    private void put(VirtualService service) {
        mustBeDone(table.put(service));
    }

    private void put(ServiceId service, RealServer server) {
        mustBeDone(table.put(service, server));
    }

    private static void mustBeDone(Outcome outcome) {
        outcome.failure().ifPresent(failure -> System.out.println("FAILED " + failure));
    }

    private static void report(String what, Outcome outcome) {
        System.out.println(
                what + ": " + outcome.failure().map(Outcome.Failure::toString).orElse("done"));
    }

    private void endChapter() {
        show("ipvsadm", "-Sn");
        Map<VirtualService, Set<RealServer>> seen = new LinkedHashMap<>();
        for (ServiceReport service : table.services().value().orElseThrow()) {
            seen.put(
                    service.service(),
                    Set.copyOf(
                            service.servers().stream().map(ServerReport::server).toList()));
        }
        Map<VirtualService, Set<RealServer>> wanted = new LinkedHashMap<>();
        ordered.forEach((service, servers) -> wanted.put(service, Set.copyOf(servers)));
        System.out.println(seen.equals(wanted) ? "read as ordered" : "ordered " + wanted + "\nread " + seen);
        ordered.clear();
        table.flush();
    }

    private static void show(String... command) {
        System.out.print(Shell.run(command));
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(
                port, 5, InetAddress.getByAddress(SERVER.address().toByteArray()));
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), port);
    }

    /** A question one way, an answer the other. */
    private static String exchange(Socket client, Socket served) throws IOException {
        client.getOutputStream().write('?');
        InputStream question = served.getInputStream();
        served.getOutputStream().write(question.read() == '?' ? '!' : 'x');
        return String.valueOf((char) client.getInputStream().read());
    }
}
