package dev.holdfast.agent.config;

import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.wire.ChecksumForm;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code v3_checksum_as_v2}, keepalived's word, and {@code checksum}, ours.
 *
 * @param sent which form our adverts carry; matters in VRRPv3 on IPv4 alone
 * @param pinned the one form to accept; empty for either
 */
record Checksums(ChecksumForm sent, Optional<ChecksumForm> pinned) {
    private static final Checksums AUTO = new Checksums(ChecksumForm.PSEUDO_HEADER, Optional.empty());
    private static final String AS_V2 = "v3_checksum_as_v2";

    static Checksums read(Section section, IpFamily family, int version) {
        Optional<Value> asV2 = section.value(AS_V2);
        Optional<Value> named = section.value("checksum");
        if (version != 3 || family != IpFamily.IPV4) {
            asV2.or(() -> named)
                    .ifPresent(value -> value.warning("has no effect: only version 3 on IPv4 has two checksums"));
        }
        if (asV2.isPresent() && named.isPresent()) {
            named.get()
                    .error("contradicts " + AS_V2 + " on line "
                            + section.markOf(AS_V2).line() + "; keep one of the two");
        }
        boolean messageOnly = asV2.flatMap(Value::bool).orElse(false);
        return named.flatMap(value -> value.word(List.of("auto", "pseudo_header", "message_only")))
                .map(Checksums::named)
                .orElse(messageOnly ? new Checksums(ChecksumForm.MESSAGE_ONLY, Optional.empty()) : AUTO);
    }

    private static Checksums named(String word) {
        return switch (word) {
            case "pseudo_header" -> pinned(ChecksumForm.PSEUDO_HEADER);
            case "message_only" -> pinned(ChecksumForm.MESSAGE_ONLY);
            default -> AUTO;
        };
    }

    private static Checksums pinned(ChecksumForm form) {
        return new Checksums(form, Optional.of(form));
    }
}
