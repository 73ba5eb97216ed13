package dev.holdfast.core.wire;

import dev.holdfast.core.net.Octets;
import java.util.Optional;

/**
 * What a refused message says on its face: nothing proves it, and no election may go by it. It tells that somebody who is
 * not understood takes itself for a master.
 *
 * @param vrid as found, 0 to 255
 * @param priority as found, 0 to 255
 * @param intervalCentis as its own version writes it, 0 to 25500
 */
public record Glimpse(int vrid, int priority, int intervalCentis) {
    /** The look of an advert of either version; empty for anything else. */
    public static Optional<Glimpse> of(Octets message) {
        if (message.length() < VrrpLayout.ADDRESSES
                || (message.u8(VrrpLayout.VERSION_AND_TYPE) & 0xf) != VrrpLayout.TYPE_ADVERTISEMENT) {
            return Optional.empty();
        }
        int version = message.u8(VrrpLayout.VERSION_AND_TYPE) >>> 4;
        int centis = version == 2
                ? message.u8(VrrpLayout.V2_INTERVAL) * VrrpLayout.CENTIS_PER_SECOND
                : message.u16(VrrpLayout.V3_INTERVAL) & VrrpLayout.V3_MAX_CENTIS;
        return Optional.of(new Glimpse(message.u8(VrrpLayout.VRID), message.u8(VrrpLayout.PRIORITY), centis));
    }
}
