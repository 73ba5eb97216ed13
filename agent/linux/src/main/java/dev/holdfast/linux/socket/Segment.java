package dev.holdfast.linux.socket;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import org.jspecify.annotations.Nullable;

/** Where VRIDs must differ: one interface, one family. */
record Segment(InterfaceName dev, IpFamily family) {
    static Segment of(RouterKey router) {
        return new Segment(router.dev(), router.family());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Segment that && family == that.family && dev.equals(that.dev);
    }

    @Override
    public int hashCode() {
        return 31 * dev.hashCode() + family.version();
    }
}
