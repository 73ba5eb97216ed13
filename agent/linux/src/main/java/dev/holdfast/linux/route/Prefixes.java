package dev.holdfast.linux.route;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import java.util.Optional;

/** Networks as the kernel tells them: a length in the fixed part, and octets unless all are zero. */
final class Prefixes {
    private Prefixes() {}

    static IpPrefix of(IpFamily family, Optional<byte[]> octets, int length) {
        IpAddress address = octets.map(IpAddress::of).orElse(new IpAddress(family, 0, 0));
        return new IpPrefix(address, Math.min(length, family.bits())).network();
    }
}
