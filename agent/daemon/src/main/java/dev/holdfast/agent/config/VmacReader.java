package dev.holdfast.agent.config;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vmac;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads {@code use_vmac} and {@code vmac_xmit_base}. One for a whole file: two instances cannot share a name. */
final class VmacReader {
    private static final List<String> YES = List.of("true", "yes", "on");
    private static final List<String> NO = List.of("false", "no", "off");

    private final Set<InterfaceName> taken = new HashSet<>();

    /** Whether the instance wants a macvlan at all. */
    static boolean isWanted(Section section) {
        boolean wanted = section.value("use_vmac")
                .flatMap(Value::scalar)
                .filter(text -> !NO.contains(text.toLowerCase(Locale.ROOT)))
                .isPresent();
        if (!wanted) {
            section.value("vmac_xmit_base").ifPresent(value -> value.error("is useless without use_vmac"));
        }
        return wanted;
    }

    /** The macvlan of an instance that wants one; empty when what it says is wrong. */
    Optional<Vmac> read(Section section, RouterKey key) {
        boolean onParent = section.bool("vmac_xmit_base").orElse(false);
        return section.value("use_vmac").flatMap(value -> name(value, key)).map(name -> new Vmac(name, key, onParent));
    }

    private Optional<InterfaceName> name(Value value, RouterKey key) {
        Optional<String> text = value.scalar();
        if (text.filter(word -> YES.contains(word.toLowerCase(Locale.ROOT))).isPresent()) {
            return standardNames(key).filter(taken::add).findFirst();
        }
        return InterfaceNames.read(value).filter(name -> isFree(value, name, key));
    }

    private boolean isFree(Value value, InterfaceName name, RouterKey key) {
        if (name.equals(key.dev())) {
            value.error("must be the name of a new interface, not " + name + ", on which it lies");
            return false;
        }
        boolean free = taken.add(name);
        if (!free) {
            value.error(name + " is already the macvlan of another instance");
        }
        return free;
    }

    /** As keepalived: vrrp.51, then vrrp6.51 for IPv6, then vrrp1.51, vrrp2.51 ... */
    private static Stream<InterfaceName> standardNames(RouterKey key) {
        Stream<String> first = key.family() == IpFamily.IPV6 ? Stream.of("", "6") : Stream.of("");
        Stream<String> more = IntStream.iterate(1, i -> i + 1).mapToObj(String::valueOf);
        return Stream.concat(first, more).map(infix -> new InterfaceName("vrrp" + infix + "." + key.vrid()));
    }
}
