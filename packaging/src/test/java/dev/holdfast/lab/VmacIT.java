package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A virtual MAC address, beside keepalived's and beside our own: it moves with the address, and clients notice nothing. */
@LabTest
class VmacIT {
    private static final String VIP = "192.0.2.100";
    private static final String VMAC = "00:00:5e:00:01:33";
    private static final String MACVLAN = "vrrp.51";

    @ParameterizedTest
    @Tag("C-004+")
    @EnumSource(Agent.Kind.class)
    void clientsKeepTheMacWhenTheAddressMoves(Agent.Kind peer) {
        try (Pair pair = new Pair()) {
            LabNode client = pair.lab().client();
            Capture capture = Capture.incomingAdverts(pair.lab(), client);
            start(peer, pair, pair.b(), 100);
            pair.watchB().awaitHolds(VIP, 30);
            if (peer == Agent.Kind.HOLDFAST) {
                // A keepalived's own requests name the address as sender, from the card's MAC: clients learn that one.
                assertThat(macSeenBy(client)).isEqualTo(VMAC);
            }

            HoldfastProcess ours = HoldfastProcess.start(pair.lab(), pair.a(), yaml(150));
            pair.watchA().awaitHolds(VIP, 30);
            pair.watchB().awaitReleases(VIP, 5);
            assertThat(macSeenBy(client)).isEqualTo(VMAC);
            assertThat(pair.a().ip("-d", "link", "show", MACVLAN))
                    .contains(VMAC, "macvlan mode private", MACVLAN + "@" + LabNode.INTERFACE);

            ours.killHard();
            pair.watchB().awaitHolds(VIP, 10);
            pair.watchA().awaitReleases(VIP, 10);

            HoldfastProcess again = HoldfastProcess.start(pair.lab(), pair.a(), yaml(150));
            pair.watchA().awaitHolds(VIP, 30);
            assertThat(macSeenBy(client)).isEqualTo(VMAC);
            again.terminate();
            pair.watchB().awaitHolds(VIP, 5);
            again.process().awaitExit(10);

            assertThat(pair.a().ip("link", "show")).doesNotContain(MACVLAN);
            List<Frame> adverts = capture.adverts();
            assertThat(adverts).isNotEmpty();
            assertThat(adverts).extracting(Frame::sender).containsOnly(VMAC.replace(":", ""));
        }
    }

    private static void start(Agent.Kind kind, Pair pair, LabNode node, int priority) {
        switch (kind) {
            case KEEPALIVED ->
                KeepalivedProcess.start(pair.lab(), node, """
                    vrrp_instance VI_1 {
                        interface %s
                        virtual_router_id 51
                        priority %d
                        advert_int 1
                        use_vmac
                        virtual_ipaddress {
                            %s/24
                        }
                    }
                    """.formatted(LabNode.INTERFACE, priority, VIP));
            case HOLDFAST -> HoldfastProcess.start(pair.lab(), node, yaml(priority));
        }
    }

    private static String yaml(int priority) {
        return """
                vrrp_instance:
                  VI_1:
                    interface: %s
                    virtual_router_id: 51
                    priority: %d
                    use_vmac: true
                    virtual_ipaddress: [%s/24]
                """.formatted(LabNode.INTERFACE, priority, VIP);
    }

    /** What a client that knows nothing is told. */
    private static String macSeenBy(LabNode client) {
        client.ip("neigh", "flush", "all");
        client.exec("bash", "-c", "exec 3<>/dev/tcp/" + VIP + "/9");
        return client.ip("neigh", "show", VIP).replaceFirst("(?s).*lladdr (\\S+).*", "$1");
    }
}
