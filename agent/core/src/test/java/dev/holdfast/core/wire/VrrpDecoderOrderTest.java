package dev.holdfast.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.wire.Decoded.Rejected;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A packet with several faults is counted under the one that is checked first, so that a counter means one thing.
 *
 * <p>Method: every set of faults is put into a good packet, the checksum is made right again unless it is one of the
 * faults, and the reason must be that of the earliest.
 */
class VrrpDecoderOrderTest {
    /** In the order of the checks. */
    private enum Fault {
        CUT_SHORT(DiscardReason.LENGTH),
        OTHER_VERSION(DiscardReason.VERSION),
        OTHER_TYPE(DiscardReason.TYPE),
        OTHER_VRID(DiscardReason.UNKNOWN_VRID),
        BAD_CHECKSUM(DiscardReason.CHECKSUM),
        CROSSED_A_ROUTER(DiscardReason.TTL),
        NO_ADDRESS(DiscardReason.ADDRESS_COUNT),
        STRAY_OCTETS(DiscardReason.LENGTH),
        UNKNOWN_AUTHENTICATION(DiscardReason.AUTH_TYPE),
        NO_INTERVAL(DiscardReason.ADVERT_INTERVAL),
        GLOBAL_ADDRESS_FIRST(DiscardReason.ADDRESS_COUNT);

        private final DiscardReason reason;

        Fault(DiscardReason reason) {
            this.reason = reason;
        }
    }

    @Test
    @Tag("C-024+")
    @Tag("C-030+")
    void theEarliestFaultOfAVersion2PacketIsReported() {
        List<Fault> possible = new ArrayList<>(List.of(Fault.values()));
        possible.remove(Fault.GLOBAL_ADDRESS_FIRST);

        for (List<Fault> faults : subsetsOf(possible)) {
            assertReported(faults, Vectors.P1, Vectors.SOURCE, Vectors.GROUP, Vectors.V2);
        }
    }

    @Test
    @Tag("C-024+")
    @Tag("C-035+")
    void theEarliestFaultOfAnIpv6PacketIsReported() {
        List<Fault> possible = new ArrayList<>(List.of(Fault.values()));
        possible.remove(Fault.UNKNOWN_AUTHENTICATION);

        for (List<Fault> faults : subsetsOf(possible)) {
            assertReported(faults, Vectors.P11, Vectors.SOURCE6, Vectors.GROUP6, Vectors.V3);
        }
    }

    private static void assertReported(
            List<Fault> faults, Octets good, IpAddress source, IpAddress destination, ReceiveRules rules) {
        int hopLimit = faults.contains(Fault.CROSSED_A_ROUTER) ? 254 : 255;
        Octets message = spoil(good, faults, source, destination, rules.version());

        Decoded decoded = VrrpDecoder.decode(message, source, destination, hopLimit, rules);

        assertThat(decoded)
                .as(faults::toString)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .as(faults::toString)
                                .isEqualTo(faults.get(0).reason));
    }

    private static Octets spoil(Octets good, List<Fault> faults, IpAddress source, IpAddress destination, int version) {
        byte[] octets = faults.contains(Fault.STRAY_OCTETS)
                ? Octets.hex(good + "00000000").toByteArray()
                : good.toByteArray();
        for (Fault fault : faults) {
            switch (fault) {
                case OTHER_VERSION -> octets[0] = (byte) ((octets[0] & 0x0f) | 0x40);
                case OTHER_TYPE -> octets[0] = (byte) ((octets[0] & 0xf0) | 0x02);
                case OTHER_VRID -> octets[1] = 52;
                case NO_ADDRESS -> octets[3] = 0;
                case UNKNOWN_AUTHENTICATION -> octets[4] = 3;
                case NO_INTERVAL -> octets[5] = 0;
                case GLOBAL_ADDRESS_FIRST -> octets[8] = 0x20;
                case CUT_SHORT, BAD_CHECKSUM, CROSSED_A_ROUTER, STRAY_OCTETS -> {}
            }
        }
        Octets sealed = Packets.sealed(Octets.of(octets), version == 3, source, destination);
        if (faults.contains(Fault.BAD_CHECKSUM)) {
            sealed = Packets.flipped(sealed, 6 * 8);
        }
        return faults.contains(Fault.CUT_SHORT) ? sealed.slice(0, 7) : sealed;
    }

    private static List<List<Fault>> subsetsOf(List<Fault> faults) {
        List<List<Fault>> subsets = new ArrayList<>();
        for (int mask = 1; mask < 1 << faults.size(); mask++) {
            List<Fault> subset = new ArrayList<>();
            for (int i = 0; i < faults.size(); i++) {
                if ((mask & 1 << i) != 0) {
                    subset.add(faults.get(i));
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }
}
