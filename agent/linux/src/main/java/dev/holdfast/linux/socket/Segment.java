package dev.holdfast.linux.socket;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;

/** Where VRIDs must differ: one interface, one family. */
record Segment(InterfaceName dev, IpFamily family) {
    static Segment of(RouterKey router) {
        return new Segment(router.dev(), router.family());
    }
}
