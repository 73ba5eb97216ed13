package dev.holdfast.core.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A rule of policy routing: which packets are looked up in which table.
 *
 * @param verdict what becomes of packets; never {@link Verdict#THROW}
 * @param from where they come from
 * @param to where they go
 * @param iif the interface they arrived on; {@code lo} for those of this host
 * @param oif the interface that a socket of this host is bound to
 * @param mark which firewall marks it applies to
 * @param tos 0 for any
 * @param table where to look, unsigned; 0 unless the verdict is to forward
 * @param priority the lower is asked first, unsigned; empty for the kernel's choice, just before the lowest but 0
 * @param protocol who installed it, 1 to 255
 * @param isTracked whether its virtual router cannot do without its interfaces
 */
public record Rule(
        IpFamily family,
        Verdict verdict,
        Optional<IpPrefix> from,
        Optional<IpPrefix> to,
        Optional<InterfaceName> iif,
        Optional<InterfaceName> oif,
        Optional<Mark> mark,
        int tos,
        int table,
        OptionalInt priority,
        int protocol,
        boolean isTracked)
        implements RoutingEntry {

    /** The packets whose mark is {@code value} in the bits of {@code mask}. */
    public record Mark(int value, int mask) {
        @Override
        public String toString() {
            String text = "0x" + Integer.toHexString(value);
            return mask == -1 ? text : text + "/0x" + Integer.toHexString(mask);
        }
    }

    public Rule {
        if (verdict == Verdict.THROW || (table == 0) == (verdict == Verdict.FORWARD)) {
            throw new IllegalArgumentException("a rule looks into a table, or refuses");
        }
        if (isOther(from, family) || isOther(to, family)) {
            throw new IllegalArgumentException("all addresses of a rule are of one family");
        }
    }

    private static boolean isOther(Optional<IpPrefix> prefix, IpFamily family) {
        return prefix.filter(p -> p.family() != family).isPresent();
    }

    @Override
    public Set<InterfaceName> devices() {
        Set<InterfaceName> devices = new LinkedHashSet<>();
        iif.ifPresent(devices::add);
        oif.ifPresent(devices::add);
        return devices;
    }

    @Override
    public boolean isFulfilledBy(RoutingEntry seen) {
        return seen.accept(new Visitor<>() {
            @Override
            public Boolean route(Route route) {
                return false;
            }

            @Override
            public Boolean rule(Rule rule) {
                return isSameSelection(rule)
                        && verdict == rule.verdict
                        && table == rule.table
                        && protocol == rule.protocol
                        && (priority.isEmpty() || priority.equals(rule.priority));
            }
        });
    }

    private boolean isSameSelection(Rule seen) {
        return family == seen.family
                && from.equals(seen.from)
                && to.equals(seen.to)
                && iif.equals(seen.iif)
                && oif.equals(seen.oif)
                && mark.equals(seen.mark)
                && tos == seen.tos;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.rule(this);
    }

    /** As {@code ip rule} would take it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("from ");
        text.append(from.map(IpPrefix::toString).orElse("all"));
        to.ifPresent(prefix -> text.append(" to ").append(prefix));
        iif.ifPresent(dev -> text.append(" iif ").append(dev));
        oif.ifPresent(dev -> text.append(" oif ").append(dev));
        mark.ifPresent(bits -> text.append(" fwmark ").append(bits));
        text.append(tos == 0 ? "" : " tos 0x" + Integer.toHexString(tos));
        priority.ifPresent(number -> text.append(" priority ").append(Integer.toUnsignedString(number)));
        text.append(verdict == Verdict.FORWARD ? " lookup " + Integer.toUnsignedString(table) : " " + verdict.word());
        return text.toString();
    }
}
