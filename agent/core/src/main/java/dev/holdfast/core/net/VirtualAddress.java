package dev.holdfast.core.net;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One virtual address and where it belongs.
 *
 * @param prefix the address with its network length
 * @param dev the interface that carries it, usually the virtual router's own
 * @param attributes what the kernel keeps with it
 * @param advertised whether adverts list it; otherwise it only comes and goes with those that are listed
 * @param tracked whether its router cannot do without it and its interface; otherwise it is only looked after when the
 *     others are installed or renewed
 */
public record VirtualAddress(
        IpPrefix prefix, InterfaceName dev, AddressAttributes attributes, boolean advertised, boolean tracked) {
    public static VirtualAddress of(String prefix, InterfaceName dev) {
        return of(IpPrefix.parse(prefix), dev);
    }

    /** An address that adverts list, of which nothing more was said. */
    public static VirtualAddress of(IpPrefix prefix, InterfaceName dev) {
        return new VirtualAddress(prefix, dev, AddressAttributes.standard(prefix), true, true);
    }

    public VirtualAddress with(AddressAttributes others) {
        return new VirtualAddress(prefix, dev, others, advertised, tracked);
    }

    /** The same address on another interface. */
    public VirtualAddress on(InterfaceName other) {
        return new VirtualAddress(prefix, other, attributes, advertised, tracked);
    }

    /** The same address, not in the adverts. */
    public VirtualAddress unadvertised() {
        return new VirtualAddress(prefix, dev, attributes, false, tracked);
    }

    /** The same address, without which its router does as well. */
    public VirtualAddress untracked() {
        return new VirtualAddress(prefix, dev, attributes, advertised, false);
    }

    public IpAddress address() {
        return prefix.address();
    }

    public Optional<String> label() {
        return attributes.label();
    }

    /** Whether it is on this interface with this prefix; the kernel has no second address there. */
    public boolean isAt(InterfaceName place, IpPrefix as) {
        return dev.equals(place) && prefix.equals(as);
    }

    /** Whether the kernel sees no difference between the two. */
    public boolean isSameInKernel(VirtualAddress other) {
        return isAt(other.dev, other.prefix) && attributes.equals(other.attributes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VirtualAddress that
                && isSameInKernel(that)
                && advertised == that.advertised
                && tracked == that.tracked;
    }

    @Override
    public int hashCode() {
        // What is at one place is rarely there twice.
        return 31 * prefix.hashCode() + dev.hashCode();
    }

    @Override
    public String toString() {
        return prefix + " dev " + dev;
    }
}
