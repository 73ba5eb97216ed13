package dev.holdfast.linux.route;

import dev.holdfast.core.net.IpPrefix;
import java.util.OptionalInt;

/**
 * An address as the kernel reports it.
 *
 * @param index of the interface
 * @param prefix the address
 * @param flags IFA_F_…
 * @param mark who put it there; empty when nobody said, or the kernel is older than 5.18
 */
record AddressReport(int index, IpPrefix prefix, int flags, OptionalInt mark) {
    private static final int IFA_F_OPTIMISTIC = 0x04;
    private static final int IFA_F_TENTATIVE = 0x40;

    /** Whether it answers: duplicate address detection, where it runs, has not found it free yet or found it taken. */
    boolean isUsable() {
        return (flags & IFA_F_TENTATIVE) == 0 || (flags & IFA_F_OPTIMISTIC) != 0;
    }
}
