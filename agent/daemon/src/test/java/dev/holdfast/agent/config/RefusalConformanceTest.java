package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the standards forbid and a configuration could ask for. */
class RefusalConformanceTest {
    private static List<String> refusals(String settings) {
        String yaml = "vrrp_instance: {V: {interface: eth0, virtual_router_id: 51, " + settings + "}}";
        return new ConfigLoader(new FakeHost())
                .parse("t.yaml", yaml).problems().stream()
                        .filter(Problem::isError)
                        .map(Problem::message)
                        .toList();
    }

    private static List<String> refusalsWithAddress(String settings) {
        return refusals("virtual_ipaddress: [192.0.2.100], " + settings);
    }

    @Test
    @Tag("C-007-")
    void priorityZeroIsForResigningAlone() {
        assertThat(refusalsWithAddress("priority: 0")).containsExactly("must be 1..255, was 0");
        assertThat(refusalsWithAddress("priority: 256")).containsExactly("must be 1..255, was 256");
    }

    @Test
    @Tag("C-008-")
    void aVirtualRouterWithoutAddressesIsRefused() {
        assertThat(refusals("virtual_ipaddress: []")).containsExactly("must hold 1..255 addresses, was 0");
    }

    @Test
    @Tag("C-009-")
    void anIpv6InstanceMustBeginWithALinkLocalAddressAndCarriesOneFamily() {
        assertThat(refusals("virtual_ipaddress: [\"2001:db8::1\", \"fe80::1\"]"))
                .hasSize(1);
        assertThat(refusals("virtual_ipaddress: [\"fe80::1\", 192.0.2.1]")).hasSize(1);
    }

    @Test
    @Tag("C-014-")
    void intervalsThatAnAdvertCannotCarryAreRefused() {
        assertThat(refusalsWithAddress("advert_int: 0")).hasSize(1);
        assertThat(refusalsWithAddress("advert_int: 256")).hasSize(1);
        assertThat(refusalsWithAddress("advert_int: 0.5")).hasSize(1);
        assertThat(refusalsWithAddress("version: 3, advert_int: 0")).hasSize(1);
        assertThat(refusalsWithAddress("version: 3, advert_int: 40.96")).hasSize(1);
    }

    @Test
    @Tag("C-019+")
    void ninetyIpv6AddressesFitAnAdvertAndOneMoreDoesNot() {
        assertThat(refusals("virtual_ipaddress: [\"fe80::1\"" + globalAddresses(89) + "]"))
                .isEmpty();
        assertThat(refusals("virtual_ipaddress: [\"fe80::1\"" + globalAddresses(90) + "]"))
                .containsExactly("is one too many: 90 IPv6 addresses fit an advert at an MTU of 1500, there are 91; put"
                        + " the rest into virtual_ipaddress_excluded");
    }

    private static String globalAddresses(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> ", \"2001:db8::" + Integer.toHexString(i) + "\"")
                .collect(Collectors.joining());
    }

    @Test
    @Tag("C-030-")
    void anAuthenticationThatDoesNotExistIsRefused() {
        assertThat(refusalsWithAddress("authentication: {auth_type: MD5, auth_pass: x}"))
                .containsExactly("must be PASS or AH");
    }

    @Test
    void theAuthenticationHeaderOfVersion3IsRefused() {
        assertThat(refusalsWithAddress("authentication: {auth_type: AH, auth_pass: x}"))
                .isEmpty();
        assertThat(refusalsWithAddress("version: 3, authentication: {auth_type: AH, auth_pass: x}"))
                .containsExactly("AH is for version 2 alone; version 3 has auth_hmac");
    }

    @Test
    @Tag("C-055-")
    void downTimerAdvertsOutsideOneToAHundredAreRefused() {
        assertThat(refusalsWithAddress("down_timer_adverts: 0")).containsExactly("must be 1..100, was 0");
        assertThat(refusalsWithAddress("down_timer_adverts: 101")).containsExactly("must be 1..100, was 101");
    }
}
