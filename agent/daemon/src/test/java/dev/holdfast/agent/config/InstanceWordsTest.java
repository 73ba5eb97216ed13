package dev.holdfast.agent.config;

import static dev.holdfast.agent.config.WordNode.DOWN;
import static dev.holdfast.agent.config.WordNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.spi.RouterState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the words of vrrp_instance do: who is master when, and what its adverts say. */
class InstanceWordsTest {
    @Test
    @Tag("word:vrrp_instance")
    void everyInstanceIsAVirtualRouterOfItsOwn() {
        WordNode node = WordNode.started("""
                vrrp_instance:
                  VI_1: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100/24]}
                  VI_2: {interface: eth1, virtual_router_id: 52, virtual_ipaddress: [198.51.100.1/24], nopreempt: true}
                """).runTo(10 * SECOND);

        assertThat(node.states())
                .containsEntry("VI_1", RouterState.MASTER)
                .containsEntry("VI_2", RouterState.MASTER)
                .hasSize(2);
    }

    @Test
    @Tag("word:vrrp_instance.state")
    void stateMasterWithoutAPriorityIsTheOwner() {
        assertThat(WordNode.with("state: MASTER").octet(2)).isEqualTo(255);
        assertThat(WordNode.with("state: BACKUP").adverts()).isEmpty();
    }

    @Test
    @Tag("word:vrrp_instance.interface")
    @Tag("word:vrrp_instance.virtual_router_id")
    @Tag("word:vrrp_instance.virtual_ipaddress")
    void theAddressesGoOntoTheInterfaceAndTheAdvertHasTheNumber() {
        WordNode node = WordNode.started("{vrrp_instance: {VI_1: {interface: eth1, virtual_router_id: 77,"
                        + " virtual_ipaddress: [198.51.100.1/24, 198.51.100.2]}}}")
                .runTo(10 * SECOND);

        assertThat(node.installed()).containsExactly("198.51.100.1/24 eth1", "198.51.100.2/32 eth1");
        assertThat(node.actions(Action.OpenTransport.class))
                .singleElement()
                .satisfies(open -> assertThat(open.spec().router().dev()).hasToString("eth1"));
        assertThat(node.octet(1)).isEqualTo(77);
        assertThat(node.octet(3)).isEqualTo(2);
        assertThat(node.adverts().get(0).source()).hasToString("198.51.100.12");
    }

    @Test
    @Tag("word:vrrp_instance.priority")
    void aHigherPriorityIsSaidAndIsMasterSooner() {
        WordNode node = WordNode.master("priority: 200");

        assertThat(node.octet(2)).isEqualTo(200);
        assertThat(node.times(Action.SendAdvertisement.class).get(0)).isEqualTo(3 * SECOND + 56 * SECOND / 256);
        assertThat(WordNode.master("smtp_alert: off").octet(2)).isEqualTo(100);
    }

    @Test
    @Tag("word:vrrp_instance.advert_int")
    void advertsComeInThisInterval() {
        WordNode node = WordNode.master("advert_int: 3");

        assertThat(node.times(Action.SendAdvertisement.class).get(1)
                        - node.times(Action.SendAdvertisement.class).get(0))
                .isEqualTo(3 * SECOND);
        assertThat(node.octet(5)).isEqualTo(3);
    }

    @Test
    @Tag("word:vrrp_instance.version")
    void advertsAreOfThisVersion() {
        assertThat(WordNode.master("version: 3").octet(0)).isEqualTo(0x31);
        assertThat(WordNode.master("version: 2").octet(0)).isEqualTo(0x21);
    }

    @Test
    @Tag("word:vrrp_instance.virtual_ipaddress_excluded")
    void excludedAddressesAreInstalledAndNotSaid() {
        WordNode node = WordNode.master("virtual_ipaddress_excluded: [198.51.100.7/24, \"2001:db8::7/64\"]");

        assertThat(node.installed())
                .containsExactly("192.0.2.100/24 eth0", "198.51.100.7/24 eth0", "2001:db8::7/64 eth0");
        assertThat(node.octet(3)).isEqualTo(1);
    }

    @Test
    @Tag("word:vrrp_instance.preempt")
    @Tag("word:vrrp_instance.nopreempt")
    @Tag("word:vrrp_instance.preempt_delay")
    void whetherAndWhenALivingMasterOfLowerPriorityIsTakenOverFrom() {
        assertThat(WordNode.with("preempt: true").hearUntil(8 * SECOND, 90).state())
                .isEqualTo(RouterState.MASTER);
        assertThat(WordNode.with("nopreempt: true").hearUntil(60 * SECOND, 90).state())
                .isEqualTo(RouterState.BACKUP);
        assertThat(WordNode.with("preempt: false").hearUntil(60 * SECOND, 90).state())
                .isEqualTo(RouterState.BACKUP);

        WordNode delayed = WordNode.with("preempt_delay: 20").hearUntil(20 * SECOND, 90);
        assertThat(delayed.state()).isEqualTo(RouterState.BACKUP);
        assertThat(delayed.hearUntil(30 * SECOND, 90).state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    @Tag("word:vrrp_instance.down_timer_adverts")
    void soManyMissedAdvertsMakeATakeover() {
        assertThat(WordNode.with("down_timer_adverts: 5").runTo(DOWN + SECOND).state())
                .isEqualTo(RouterState.BACKUP);
        assertThat(WordNode.with("down_timer_adverts: 5")
                        .runTo(DOWN + 2 * SECOND)
                        .state())
                .isEqualTo(RouterState.MASTER);
    }

    @Test
    @Tag("word:vrrp_instance.v3_checksum_as_v2")
    void theChecksumLeavesThePseudoHeaderOut() {
        assertThat(checksum(WordNode.master("version: 3, v3_checksum_as_v2: true")))
                .isEqualTo(0xffff);
        assertThat(checksum(WordNode.master("version: 3"))).isNotEqualTo(0xffff);
    }

    /** The sum of all words of the message alone in ones' complement, which is 0xffff where nothing else was added. */
    private static int checksum(WordNode node) {
        int sum = 0;
        for (int i = 0; i < node.messages().get(0).length(); i += 2) {
            sum += node.octet(i) << 8 | node.octet(i + 1);
        }
        return (sum & 0xffff) + (sum >> 16);
    }

    @Test
    @Tag("word:vrrp_instance.virtual_routes")
    @Tag("word:vrrp_instance.virtual_rules")
    void routesAndRulesComeAndGoWithTheMaster() {
        WordNode node = WordNode.with(
                "virtual_routes: [203.0.113.0/24 via 192.0.2.1]," + " virtual_rules: [from 192.0.2.100 table 100]");
        assertThat(node.actions(Action.InstallRoute.class)).isEmpty();
        assertThat(node.runTo(10 * SECOND).actions(Action.InstallRoute.class)).hasSize(2);

        node.hearUntil(12 * SECOND, 200);

        assertThat(node.actions(Action.RemoveRoute.class)).hasSize(2);
    }

    @Test
    @Tag("word:vrrp_instance.use_vmac")
    @Tag("word:vrrp_instance.vmac_xmit_base")
    void theAddressesGoOntoAMacvlanByWhichAdvertsLeaveOrNot() {
        WordNode vmac = WordNode.with("use_vmac: true");
        assertThat(vmac.actions(Action.OrderVmac.class))
                .first()
                .satisfies(order -> assertThat(order.step()).isEqualTo(Action.OrderVmac.Step.CREATE));
        assertThat(WordNode.master("use_vmac: mac0").installed()).containsExactly("192.0.2.100/24 mac0");
        assertThat(WordNode.with("smtp_alert: off").actions(Action.OrderVmac.class))
                .isEmpty();

        WordNode base = WordNode.with("use_vmac: true, vmac_xmit_base: true");
        assertThat(vmac.actions(Action.OpenTransport.class).get(0).spec().vmac().orElseThrow())
                .isNotEqualTo(base.actions(Action.OpenTransport.class)
                        .get(0)
                        .spec()
                        .vmac()
                        .orElse(null));
    }
}
