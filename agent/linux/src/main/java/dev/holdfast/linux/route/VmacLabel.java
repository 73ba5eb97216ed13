package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Holdfast writes on its macvlan as alias: whose it is, and which settings its parent had before. The kernel keeps it
 * with the interface, so that an agent that dies leaves nothing behind that the next one cannot put right.
 *
 * @param router whose macvlan it is
 * @param parent what the settings of the parent were, by name
 */
record VmacLabel(RouterKey router, Map<String, Integer> parent) {
    private static final String MARK = "holdfast ";
    private static final Pattern FORM =
            Pattern.compile(MARK + "([^/\\s:]{1,15})/ipv([46])/(\\d{1,3})((?: \\w+=\\d{1,9})*)");

    VmacLabel {
        parent = Map.copyOf(parent);
    }

    /** Reads an alias; empty when it is not Holdfast's. */
    static Optional<VmacLabel> parse(String alias) {
        Matcher matcher = FORM.matcher(alias);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, Integer> parent = new TreeMap<>();
        for (String setting : matcher.group(4).strip().split(" ", -1)) {
            int equals = setting.indexOf('=');
            if (equals > 0) {
                parent.put(setting.substring(0, equals), Integer.parseInt(setting.substring(equals + 1)));
            }
        }
        try {
            IpFamily family = matcher.group(2).equals("4") ? IpFamily.IPV4 : IpFamily.IPV6;
            Vrid vrid = new Vrid(Integer.parseInt(matcher.group(3)));
            return Optional.of(new VmacLabel(new RouterKey(new InterfaceName(matcher.group(1)), family, vrid), parent));
        } catch (IllegalArgumentException foreign) {
            // Only looks like ours.
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(MARK).append(router);
        new TreeMap<>(parent)
                .forEach(
                        (key, value) -> text.append(' ').append(key).append('=').append(value));
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VmacLabel that && router.equals(that.router) && parent.equals(that.parent);
    }

    @Override
    public int hashCode() {
        return 31 * router.hashCode() + parent.hashCode();
    }
}
