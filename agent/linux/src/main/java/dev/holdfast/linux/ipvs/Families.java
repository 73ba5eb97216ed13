package dev.holdfast.linux.ipvs;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.linux.libc.Linux;
import java.util.Arrays;
import java.util.Optional;

/** Families and addresses as IPVS writes them: sixteen octets whatever the family. Pure. */
final class Families {
    private static final int ADDRESS_ROOM = 16;

    private Families() {}

    static int number(IpFamily family) {
        return switch (family) {
            case IPV4 -> Linux.AF_INET;
            case IPV6 -> Linux.AF_INET6;
        };
    }

    static Optional<IpFamily> of(int number) {
        return switch (number) {
            case Linux.AF_INET -> Optional.of(IpFamily.IPV4);
            case Linux.AF_INET6 -> Optional.of(IpFamily.IPV6);
            default -> Optional.empty();
        };
    }

    static byte[] room(IpAddress address) {
        return Arrays.copyOf(address.toByteArray(), ADDRESS_ROOM);
    }

    static Optional<IpAddress> address(IpFamily family, Optional<byte[]> room) {
        return room.filter(octets -> octets.length >= family.octets())
                .map(octets -> IpAddress.of(Arrays.copyOf(octets, family.octets())));
    }
}
