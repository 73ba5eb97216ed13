package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Priority;

/**
 * Another master beside this one that is confirmed: what it takes to choose which of the two stays.
 *
 * @param priority what its adverts say, 0 to 255; nothing proves it when they were refused
 */
public record Rival(IpAddress address, int priority) {
    /** Whether it is the one to stay, by the rule of the election, so that both sides choose alike. */
    public boolean beats(Priority own, IpAddress ownAddress) {
        int relation = Integer.compare(priority, own.value());
        // RFC 9568 section 6.4.3: the higher address stays, compared as unsigned octets.
        return relation > 0 || (relation == 0 && address.compareTo(ownAddress) > 0);
    }
}
