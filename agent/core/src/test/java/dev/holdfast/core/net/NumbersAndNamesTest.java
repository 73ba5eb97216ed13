package dev.holdfast.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values: an object that exists is legal. */
class NumbersAndNamesTest {
    @Nested
    class AnInterfaceName {
        @ParameterizedTest
        @ValueSource(strings = {"eth0", "a", "enp3s0f1np1.409", "bond0.10", "...", "wlp2s0-guest"})
        void mayBeWhatLinuxAllows(String name) {
            assertThat(new InterfaceName(name)).hasToString(name);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ".", "..", "eth 0", "eth/0", "eth0:1", "eth0\n", "abcdefghijklmnop"})
        void mayNotBeAnythingElse(String name) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new InterfaceName(name))
                    .withMessage("not an interface name: " + name);
        }
    }

    @Nested
    class APriority {
        @Test
        void isAnOctet() {
            assertThat(new Priority(0).value()).isZero();
            assertThat(new Priority(255).value()).isEqualTo(255);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Priority(256))
                    .withMessage("a priority must be 0..255, was 256");
            assertThatIllegalArgumentException().isThrownBy(() -> new Priority(-1));
        }

        @Test
        @Tag("C-007+")
        void belongsToTheOwnerAt255Alone() {
            assertThat(Priority.OWNER.isOwner()).isTrue();
            assertThat(new Priority(254).isOwner()).isFalse();
        }

        @Test
        @Tag("C-007+")
        void resignsAt0Alone() {
            assertThat(Priority.RESIGN.isResignation()).isTrue();
            assertThat(new Priority(1).isResignation()).isFalse();
        }

        @Test
        void comparesAsANumber() {
            assertThat(new Priority(200)).isGreaterThan(new Priority(100));
            assertThat(new Priority(100)).isEqualByComparingTo(new Priority(100));
        }
    }

    @Nested
    class AVirtualRouterId {
        @Test
        void is1To255() {
            assertThat(new Vrid(1)).hasToString("1");
            assertThat(new Vrid(255)).hasToString("255");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Vrid(0))
                    .withMessage("a virtual router id must be 1..255, was 0");
            assertThatIllegalArgumentException().isThrownBy(() -> new Vrid(256));
        }
    }

    @Nested
    class ARouterKey {
        @Test
        void namesInterfaceFamilyAndId() {
            InterfaceName dev = new InterfaceName("eth0");

            assertThat(new RouterKey(dev, IpFamily.IPV4, new Vrid(51))).hasToString("eth0/ipv4/51");
            assertThat(new RouterKey(dev, IpFamily.IPV6, new Vrid(51))).hasToString("eth0/ipv6/51");
        }
    }

    @Nested
    class AVirtualAddress {
        @Test
        void saysWhereItBelongs() {
            VirtualAddress address = VirtualAddress.of("192.0.2.100/24", new InterfaceName("eth0"));

            assertThat(address).hasToString("192.0.2.100/24 dev eth0");
            assertThat(address.address()).isEqualTo(IpAddress.parse("192.0.2.100"));
            assertThat(address.label()).isEmpty();
        }
    }
}
