package dev.holdfast.core.port;

import dev.holdfast.core.net.VirtualAddress;
import java.util.List;

/** Puts addresses on interfaces and takes them off. Called on the agent loop only. */
public interface AddressTable {
    /** The value of {@code leaseSeconds} that means an address without an end. */
    int FOR_EVER = 0;

    /**
     * Installs the addresses, or renews those that are there, and waits for the kernel's word. All are tried; the first
     * failure is reported.
     *
     * <p>Each address carries Holdfast's ownership mark and, for IPv6 and unless its attributes say otherwise, skips
     * duplicate address detection, which would keep it unusable for a second (RFC 4862 section 5.4). The attributes of an
     * address that is there already stay as they are.
     *
     * @param leaseSeconds after how many seconds without renewal the kernel removes them; {@link #FOR_EVER} for never
     */
    Outcome install(List<VirtualAddress> addresses, int leaseSeconds);

    /** Removes the addresses; one that is not there counts as removed. All are tried; the first failure is reported. */
    Outcome remove(List<VirtualAddress> addresses);
}
