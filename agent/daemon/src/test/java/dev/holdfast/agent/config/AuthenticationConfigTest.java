package dev.holdfast.agent.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.auth.HeaderKey;
import dev.holdfast.core.auth.HmacKey;
import dev.holdfast.core.auth.HmacPolicy;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Authentication;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords and keys: where they come from, and that nobody ever reads them back. */
class AuthenticationConfigTest {
    private static ConfigResult.Loaded load(String yaml) {
        ConfigResult result = new ConfigLoader(new FakeHost()).parse("holdfast.yaml", yaml);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        return (ConfigResult.Loaded) result;
    }

    private static RouterConfig router(String settings) {
        ConfigResult.Loaded loaded = load("vrrp_instance: {VI_1: {interface: eth0, virtual_router_id: 51,"
                + " virtual_ipaddress: [192.0.2.100], " + settings + "}}");
        return loaded.config().engine().routers().get(0);
    }

    @Test
    void secretsComeFromAFileOrTheEnvironment() {
        assertThat(router("authentication: {auth_type: PASS, auth_pass: {env: VRRP_PASS}}")
                        .authentication())
                .isEqualTo(Authentication.password("envpass"));
        assertThat(router("authentication: {auth_type: PASS, auth_pass: 0123}").authentication())
                .isEqualTo(Authentication.password("0123"));
    }

    @Test
    void theKeyOfAnAuthenticationHeaderIsEightOctetsOfThePassword() {
        RouterConfig router = router("authentication: {auth_type: AH, auth_pass: s3cr3t}");

        assertThat(router.authentication()).isEqualTo(Authentication.HEADER);
        assertThat(router.header()).contains(new HeaderKey(Octets.hex("7333637233740000")));
        assertThat(router("authentication: {auth_type: AH, auth_pass: longer-than-eight}")
                        .header())
                .contains(new HeaderKey(Octets.of("longer-t".getBytes(UTF_8))));
        assertThat(router("authentication: {auth_type: PASS, auth_pass: s3cr3t}")
                        .header())
                .isEmpty();
    }

    @Test
    void everyWordOfSigning() {
        HmacPolicy policy = router("auth_hmac: {key: {1: {file: /etc/holdfast/hmac.key}, 255: {env: VRRP_KEY}},"
                        + " active_key: 255, anti_replay: time, time_window: 7, mode: permissive}")
                .hmac()
                .orElseThrow();

        assertThat(policy.keys()).extracting(HmacKey::id).containsExactly(1, 255);
        assertThat(policy.keys().get(0).secret()).isEqualTo(Octets.hex("a1".repeat(32)));
        assertThat(policy.keys().get(1).secret())
                .isEqualTo(Octets.of("thirty-two letters make one key.".getBytes(UTF_8)));
        assertThat(policy.activeKey()).isEqualTo(255);
        assertThat(policy.timed()).isTrue();
        assertThat(policy.windowSeconds()).isEqualTo(7);
        assertThat(policy.mode()).isEqualTo(HmacPolicy.Mode.PERMISSIVE);
    }

    /** keepalived's defaults: enforce, by time, three intervals and at least 5 s. */
    @Test
    void signingNeedsNoMoreThanAKey() {
        String keys = "key: {1: {file: /etc/holdfast/hmac.key}}, active_key: 1";

        assertThat(router("auth_hmac: {" + keys + "}").hmac())
                .contains(new HmacPolicy(
                        List.of(new HmacKey(1, Octets.hex("a1".repeat(32)))), 1, true, 5, HmacPolicy.Mode.ENFORCE));
        assertThat(router("advert_int: 2, auth_hmac: {" + keys + "}")
                        .hmac()
                        .orElseThrow()
                        .windowSeconds())
                .isEqualTo(6);
        assertThat(router("advert_int: 255, auth_hmac: {" + keys + "}")
                        .hmac()
                        .orElseThrow()
                        .windowSeconds())
                .isEqualTo(300);
        assertThat(router("auth_hmac: {anti_replay: monotonic, mode: receive-only, " + keys + "}")
                        .hmac()
                        .orElseThrow())
                .matches(policy -> !policy.timed() && policy.mode() == HmacPolicy.Mode.RECEIVE_ONLY);
    }

    @Test
    void aKeyInTheFileItselfIsAWarning() {
        ConfigResult.Loaded loaded = load("vrrp_instance: {V: {interface: e, virtual_router_id: 1,"
                + " virtual_ipaddress: [192.0.2.1], auth_hmac: {active_key: 1,"
                + " key: {1: tushanbu-tushanbu-tushanbu-tushanbu}}}}");

        assertThat(loaded.warnings()).extracting(Problem::path).containsExactly("vrrp_instance.V.auth_hmac.key.1");
        assertThat(loaded.toString()).doesNotContain("tushanbu").doesNotContain("74757368");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PASS", "AH"})
    void noTextOfTheSettingsShowsAPassword(String type) {
        ConfigResult.Loaded loaded = load("vrrp_instance: {V: {interface: e, virtual_router_id: 1,"
                + " virtual_ipaddress: [192.0.2.1], authentication: {auth_type: " + type
                + ", auth_pass: tushanbu}}}");

        assertThat(loaded.toString()).doesNotContain("tushanbu").doesNotContain("74757368");
    }
}
