package dev.holdfast.agent.config;

import static dev.holdfast.agent.config.WordNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.spi.RouterState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the words of global_defs do to every instance. */
class GlobalWordsTest {
    private static WordNode node(String globals, String settings) {
        return WordNode.started(WordNode.instance("global_defs: {" + globals + "}", settings));
    }

    @Test
    @Tag("word:global_defs")
    @Tag("word:global_defs.router_id")
    void theNodeShowsThisName() {
        assertThat(node("router_id: lb-west", "lease: off").snapshot().routerId())
                .isEqualTo("lb-west");
    }

    @Test
    @Tag("word:global_defs.vrrp_version")
    void instancesThatNameNoVersionHaveThisOne() {
        assertThat(node("vrrp_version: 3", "lease: off").runTo(10 * SECOND).octet(0))
                .isEqualTo(0x31);
        assertThat(node("vrrp_version: 3", "version: 2").runTo(10 * SECOND).octet(0))
                .isEqualTo(0x21);
    }

    @Test
    @Tag("word:global_defs.vrrp_mcast_group4")
    @Tag("word:global_defs.vrrp_mcast_group6")
    void advertsGoToTheseGroups() {
        String groups = "vrrp_mcast_group4: 224.0.0.19, vrrp_mcast_group6: \"ff02::13\"";

        assertThat(destination(node(groups, "lease: off"))).isEqualTo("224.0.0.19");
        assertThat(destination(node(groups, "virtual_ipaddress: [\"fe80::100\"]")))
                .isEqualTo("ff02::13");
    }

    private static String destination(WordNode node) {
        return node.runTo(10 * SECOND).adverts().get(0).destination().toString();
    }

    @Test
    @Tag("word:global_defs.vrrp_startup_delay")
    void nobodyIsElectedForAWhile() {
        WordNode node = node("vrrp_startup_delay: 20", "priority: 200").runTo(20 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);

        assertThat(node.runTo(24 * SECOND).state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    @Tag("word:global_defs.dynamic_interfaces")
    void anInterfaceMayComeLater() {
        String yaml = WordNode.instance("global_defs: {dynamic_interfaces: true}", "lease: off");
        WordNode node = WordNode.started(yaml, "eth1").runTo(10 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.FAULT);

        node.linkAt(11 * SECOND, "eth0", true).addressAt(11 * SECOND + 1, "eth0", "192.0.2.12/24");

        assertThat(node.runTo(20 * SECOND).state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    @Tag("word:global_defs.enable_script_security")
    void aScriptThatOthersMayChangeRunsOnlyWithoutIt() {
        String script = "notify_master: /etc/holdfast/open.sh";
        String strict = WordNode.instance("global_defs: {enable_script_security: true}", script);

        assertThat(new ConfigLoader(new FakeHost()).parse("f", strict)).isInstanceOf(ConfigResult.Invalid.class);
        assertThat(node("enable_script_security: false", script)
                        .runTo(10 * SECOND)
                        .scripts())
                .containsExactly("notify_master [/etc/holdfast/open.sh]");
    }

    @Test
    @Tag("word:static_routes")
    @Tag("word:static_rules")
    void staticRoutesAndRulesAreThereWhoeverIsMaster() {
        WordNode node = WordNode.started(WordNode.instance(
                "static_routes: [203.0.113.0/24 via 192.0.2.1], static_rules: [from 203.0.113.0/24 table 100]",
                "lease: off"));

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.routes()).hasSize(2);
    }

    @Test
    @Tag("word:static_ipaddress")
    void staticAddressesAreThereWhoeverIsMaster() {
        WordNode node =
                WordNode.started(WordNode.instance("static_ipaddress: [203.0.113.7/24 dev eth1]", "lease: off"));

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.actions(Action.InstallStaticAddress.class))
                .singleElement()
                .satisfies(install -> assertThat(install.address().prefix()).hasToString("203.0.113.7/24"));
    }
}
