package dev.holdfast.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.config.ConfigLoader;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.notify.UserDatabase;
import org.junit.jupiter.api.Test;

class ScriptUserCheckTest {
    private static final String NOBODY_HAS_THIS_NAME = "hf-no-such-user";

    private final ScriptUserCheck check = new ScriptUserCheck(new UserDatabase());

    private static AgentConfig config(String instance, String group) {
        String yaml = """
                global_defs: {enable_script_security: false}
                vrrp_instance:
                  VI_1: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100]%s}
                vrrp_sync_group:
                  G: {group: [VI_1]%s}
                """.formatted(instance, group);
        ConfigResult result = ConfigLoader.forThisHost("lb01").parse("test.yaml", yaml);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) result).config();
    }

    private static String script(String key, String user) {
        return ", " + key + ": {script: /bin/true, user: " + user + "}";
    }

    @Test
    void aUserOfAnInstancesScriptMustExist() {
        assertThat(check.problem(config(script("notify", NOBODY_HAS_THIS_NAME), "")))
                .contains("script user does not exist: " + NOBODY_HAS_THIS_NAME);
        assertThat(check.problem(config(script("notify_master_rx_lower_pri", NOBODY_HAS_THIS_NAME), "")))
                .contains("script user does not exist: " + NOBODY_HAS_THIS_NAME);
    }

    @Test
    void aUserOfAGroupsScriptMustExist() {
        assertThat(check.problem(config("", script("notify_master", NOBODY_HAS_THIS_NAME))))
                .contains("script user does not exist: " + NOBODY_HAS_THIS_NAME);
    }

    @Test
    void usersThatExistAreFine() {
        assertThat(check.problem(config(script("notify", "root"), script("notify", "nobody"))))
                .isEmpty();
    }

    @Test
    void withoutScriptsNobodyIsLookedFor() {
        assertThat(check.problem(config("", ""))).isEmpty();
    }
}
