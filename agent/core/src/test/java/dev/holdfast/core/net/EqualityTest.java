package dev.holdfast.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values with written-out equality: equal in every component, different in each one. */
class EqualityTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final InterfaceName ETH1 = new InterfaceName("eth1");
    private static final AddressAttributes STANDARD = AddressAttributes.standard(IpPrefix.parse("192.0.2.1/24"));
    private static final Optional<IpAddress> BROADCAST = Optional.of(IpAddress.parse("192.0.2.255"));

    /** Lists of values that all differ, each made anew by every call. */
    static Stream<Supplier<List<Object>>> different() {
        return Stream.of(
                () -> List.of(ETH0, ETH1),
                () -> List.of(new Vrid(1), new Vrid(2)),
                () -> List.of(new Priority(1), new Priority(2)),
                () -> List.of(
                        IpAddress.parse("192.0.2.1"),
                        IpAddress.parse("192.0.2.2"),
                        IpAddress.parse("::c000:201"),
                        IpAddress.parse("2001:db8::c000:201")),
                () -> List.of(
                        IpPrefix.parse("192.0.2.1/24"), IpPrefix.parse("192.0.2.1/25"), IpPrefix.parse("192.0.2.2/24")),
                () -> List.of(
                        new RouterKey(ETH0, IpFamily.IPV4, new Vrid(1)),
                        new RouterKey(ETH1, IpFamily.IPV4, new Vrid(1)),
                        new RouterKey(ETH0, IpFamily.IPV6, new Vrid(1)),
                        new RouterKey(ETH0, IpFamily.IPV4, new Vrid(2))),
                () -> List.of(
                        VirtualAddress.of("192.0.2.1/24", ETH0),
                        VirtualAddress.of("192.0.2.2/24", ETH0),
                        VirtualAddress.of("192.0.2.1/24", ETH1),
                        VirtualAddress.of("192.0.2.1/24", ETH0).with(STANDARD.withLabel("eth0:vip")),
                        VirtualAddress.of("192.0.2.1/24", ETH0).unadvertised(),
                        VirtualAddress.of("192.0.2.1/24", ETH0).untracked()),
                () -> List.of(
                        STANDARD,
                        STANDARD.withLabel("eth0:vip"),
                        new AddressAttributes(Optional.empty(), 253, Optional.empty(), true, false, true),
                        new AddressAttributes(Optional.empty(), 0, BROADCAST, true, false, true),
                        new AddressAttributes(Optional.empty(), 0, Optional.empty(), false, false, true),
                        new AddressAttributes(Optional.empty(), 0, Optional.empty(), true, true, true),
                        new AddressAttributes(Optional.empty(), 0, Optional.empty(), true, false, false)));
    }

    @ParameterizedTest
    @MethodSource("different")
    void isEqualToItsLikeAlone(Supplier<List<Object>> values) {
        List<Object> some = values.get();
        List<Object> again = values.get();
        for (int i = 0; i < some.size(); i++) {
            for (int j = 0; j < again.size(); j++) {
                assertThat(some.get(i).equals(again.get(j))).isEqualTo(i == j);
            }
            assertThat(some.get(i)).hasSameHashCodeAs(again.get(i));
        }
        assertThat(some).doesNotContain("something else").doesNotHaveDuplicates();
    }
}
