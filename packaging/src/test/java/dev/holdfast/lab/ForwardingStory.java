package dev.holdfast.lab;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Forwarding.Checksum;
import dev.holdfast.core.ipvs.Persistence;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.SyncDaemon.Role;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.port.IpvsTable;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.ipvs.NetlinkIpvsTable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@link ForwardingIT} has done in the virtual machine: directors a and d, servers b and c, a client; every way to
 * forward, with packets.
 */
final class ForwardingStory {
    private static final String VIP = "192.0.2.100";
    private static final String VIP6 = "2001:db8::100";
    private static final int PORT = 80;
    private static final ServiceId WEB = ServiceId.of(Protocol.TCP, VIP, PORT);
    private static final ServiceId WEB6 = ServiceId.of(Protocol.TCP, VIP6, PORT);
    private static final InterfaceName ETH0 = new InterfaceName(LabNode.INTERFACE);

    private final LabNode director;
    private final LabNode second;
    private final LabNode b;
    private final LabNode c;
    private final LabNode client;
    private final IpvsTable table;

    private ForwardingStory(Lab lab) {
        director = lab.node(1);
        b = lab.node(2);
        c = lab.node(3);
        second = lab.node(4);
        client = lab.client();
        NamedServer.start(lab, b, PORT);
        NamedServer.start(lab, c, PORT);
        table = lab.keep(NamedServer.inside(director, NetlinkIpvsTable::open));
        director.ip("addr", "add", VIP + "/32", "dev", LabNode.INTERFACE);
        director.ip("addr", "add", VIP6 + "/128", "dev", LabNode.INTERFACE, "nodad");
        for (LabNode server : new LabNode[] {b, c}) {
            // A redirect would show them a way to the client past the director.
            set(server, "net.ipv6.conf.all.accept_redirects=0", "net.ipv6.conf.eth0.accept_redirects=0");
        }
        for (LabNode node : new LabNode[] {director, second}) {
            set(node, "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
            set(node, "net.ipv4.conf.all.send_redirects=0", "net.ipv4.conf.eth0.send_redirects=0");
        }
    }

    public static void main(String[] arguments) throws IOException {
        try (Lab lab = Lab.open()) {
            new ForwardingStory(lab).tell(lab);
        }
    }

    private void tell(Lab lab) throws IOException {
        answerThrough(director);
        spread("nat", "rr", Forwarding.NAT, 1);
        spread("wrr 3:1", "wrr", Forwarding.NAT, 3);
        spread("sh", "sh", Forwarding.NAT, 1);
        persistence();
        datagrams();
        marks();
        spread6("nat ipv6", Forwarding.NAT);
        handover(lab);
        answerDirectly();
        spread("dr", "rr", Forwarding.DR, 1);
        spread6("dr ipv6", Forwarding.DR);
        spread("ipip", "rr", Forwarding.TUN, 1);
        spread("gue", "rr", Forwarding.gue(5555, Checksum.CHECKSUM), 1);
        spread("gre", "rr", Forwarding.gre(Checksum.NONE), 1);
    }

    /** NAT wants the answers back; the client is on the servers' own network. */
    private void answerThrough(LabNode router) {
        for (LabNode server : new LabNode[] {b, c}) {
            server.ip("route", "replace", client.ipv4() + "/32", "via", router.ipv4());
            server.ip("-6", "route", "replace", client.ipv6() + "/128", "via", router.ipv6());
        }
    }

    /** DR and TUN want the service's address on the servers, unheard of by anybody else, and the ends of the tunnels. */
    private void answerDirectly() {
        for (LabNode server : new LabNode[] {b, c}) {
            server.ip("route", "del", client.ipv4() + "/32");
            server.ip("-6", "route", "del", client.ipv6() + "/128");
            set(server, "net.ipv4.conf.all.arp_ignore=1", "net.ipv4.conf.all.arp_announce=2");
            server.ip("addr", "add", VIP + "/32", "dev", "lo");
            server.ip("addr", "add", VIP6 + "/128", "dev", "lo", "nodad");
            Shell.run("modprobe", "-a", "ipip", "ip_gre", "fou");
            server.ip("link", "set", "tunl0", "up");
            server.ip("link", "add", "gre1", "type", "gre", "local", server.ipv4());
            server.ip("link", "set", "gre1", "up");
            server.ip("fou", "add", "port", "5555", "gue");
            set(server, "net.ipv4.conf.all.rp_filter=0", "net.ipv4.conf.tunl0.rp_filter=0");
        }
    }

    private static void set(LabNode node, String... settings) {
        for (String setting : settings) {
            Shell.Result result = node.exec("sysctl", "-qw", setting);
            if (result.status() != 0) {
                System.out.println("FAILED " + setting + ": " + result.output());
            }
        }
    }

    private void spread(String name, String scheduler, Forwarding forwarding, int weightOfB) {
        order(VirtualService.of(WEB, scheduler), forwarding, weightOfB);
        System.out.println(name + ": " + askEightTimes(VIP));
        mustBeDone(table.flush());
    }

    private void spread6(String name, Forwarding forwarding) {
        mustBeDone(table.put(VirtualService.of(WEB6, "rr")));
        mustBeDone(table.put(WEB6, RealServer.of(AddressPort.of(b.ipv6(), PORT), forwarding, 1)));
        mustBeDone(table.put(WEB6, RealServer.of(AddressPort.of(c.ipv6(), PORT), forwarding, 1)));
        System.out.println(name + ": " + askEightTimes(VIP6));
        mustBeDone(table.flush());
    }

    private void persistence() {
        order(VirtualService.of(WEB, "rr").withPersistence(Persistence.of(50, IpFamily.IPV4)), Forwarding.NAT, 1);
        System.out.println("persistent: " + askEightTimes(VIP));
        mustBeDone(table.flush());
    }

    /** From one socket, so that only one-packet scheduling can tell the datagrams apart. */
    private void datagrams() throws IOException {
        ServiceId service = ServiceId.of(Protocol.UDP, VIP, PORT);
        VirtualService together = VirtualService.of(service, "rr");
        order(together, Forwarding.NAT, 1);
        System.out.println("udp: " + sendEight());
        order(new VirtualService(service, together.scheduler(), together.persistence(), true), Forwarding.NAT, 1);
        System.out.println("udp one-packet: " + sendEight());
        mustBeDone(table.flush());
    }

    private void marks() {
        ServiceId service = ServiceId.ofMark(7, IpFamily.IPV4);
        director.exec("tc", "qdisc", "add", "dev", LabNode.INTERFACE, "clsact");
        director.exec(
                "tc",
                "filter",
                "add",
                "dev",
                LabNode.INTERFACE,
                "ingress",
                "matchall",
                "action",
                "skbedit",
                "mark",
                "7");
        order(VirtualService.of(service, "rr"), Forwarding.NAT, 1);
        System.out.println("fwmark: " + askEightTimes(VIP));
        director.exec("tc", "qdisc", "del", "dev", LabNode.INTERFACE, "clsact");
        mustBeDone(table.flush());
    }

    /** A connection goes on through another director, to which the first has told it. */
    private void handover(Lab lab) throws IOException {
        IpvsTable other = lab.keep(NamedServer.inside(second, NetlinkIpvsTable::open));
        order(VirtualService.of(WEB, "rr"), Forwarding.NAT, 1);
        mustBeDone(other.put(VirtualService.of(WEB, "rr")));
        mustBeDone(other.put(WEB, RealServer.of(AddressPort.of(b.ipv4(), PORT), Forwarding.NAT, 1)));
        mustBeDone(other.put(WEB, RealServer.of(AddressPort.of(c.ipv4(), PORT), Forwarding.NAT, 1)));
        mustBeDone(other.start(SyncDaemon.of(Role.BACKUP, ETH0, 51)));
        mustBeDone(table.start(SyncDaemon.of(Role.MASTER, ETH0, 51)));
        try (Socket socket = NamedServer.connect(client, VIP, PORT)) {
            String before = NamedServer.ask(socket);
            boolean isTold = Clock.waitFor(
                    20, () -> second.exec("ipvsadm", "-Lnc").output().contains("ESTABLISHED"));
            director.ip("addr", "del", VIP + "/32", "dev", LabNode.INTERFACE);
            second.ip("addr", "add", VIP + "/32", "dev", LabNode.INTERFACE);
            client.ip("neigh", "flush", "dev", LabNode.INTERFACE);
            answerThrough(second);
            System.out.println("handover: told " + isTold + ", same server "
                    + NamedServer.ask(socket).equals(before));
        }
        second.ip("addr", "del", VIP + "/32", "dev", LabNode.INTERFACE);
        director.ip("addr", "add", VIP + "/32", "dev", LabNode.INTERFACE);
        client.ip("neigh", "flush", "dev", LabNode.INTERFACE);
        mustBeDone(table.stop(Role.MASTER));
        mustBeDone(other.stop(Role.BACKUP));
        mustBeDone(table.flush());
    }

    private void order(VirtualService service, Forwarding forwarding, int weightOfB) {
        mustBeDone(table.put(service));
        mustBeDone(table.put(service.id(), RealServer.of(AddressPort.of(b.ipv4(), PORT), forwarding, weightOfB)));
        mustBeDone(table.put(service.id(), RealServer.of(AddressPort.of(c.ipv4(), PORT), forwarding, 1)));
    }

    private static void mustBeDone(Outcome outcome) {
        outcome.failure().ifPresent(failure -> System.out.println("FAILED " + failure));
    }

    /** Which server answered how many of eight connections. */
    private Map<String, Integer> askEightTimes(String address) {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < 8; i++) {
            try (Socket socket = NamedServer.connect(client, address, PORT)) {
                answers.merge(NamedServer.ask(socket), 1, Integer::sum);
            } catch (IOException | IllegalStateException broken) {
                answers.merge(broken.toString(), 1, Integer::sum);
                explain();
                break;
            }
        }
        return answers;
    }

    /** Where packets got to, when an answer is missing. */
    private void explain() {
        for (LabNode node : new LabNode[] {client, director, b, c}) {
            System.out.println("seen by " + node.letter() + ": "
                    + node.exec("sh", "-c", "ip -s link; ip neigh; ip route; ss -tan; ipvsadm -Lnc")
                            .output());
        }
    }

    private Map<String, Integer> sendEight() throws IOException {
        Map<String, Integer> answers = new TreeMap<>();
        InetAddress vip = InetAddress.getByName(VIP);
        try (DatagramSocket socket = NamedServer.inside(client, () -> new DatagramSocket())) {
            socket.setSoTimeout(NamedServer.PATIENCE_MILLIS);
            for (int i = 0; i < 8; i++) {
                DatagramPacket packet = new DatagramPacket(new byte[1], 1, vip, PORT);
                socket.send(packet);
                socket.receive(packet);
                answers.merge(Character.toString(packet.getData()[0]), 1, Integer::sum);
            }
        }
        return answers;
    }
}
