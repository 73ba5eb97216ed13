package dev.holdfast.core.wire;

import dev.holdfast.core.spi.DiscardReason;
import java.util.Optional;

/** What became of a received message. */
public sealed interface Decoded permits Decoded.Accepted, Decoded.Rejected {
    <R> R accept(Visitor<R> visitor);

    /** One method per kind, so that the compiler demands an answer to both. */
    interface Visitor<R> {
        R accepted(Accepted accepted);

        R rejected(Rejected rejected);
    }

    /**
     * A good advert.
     *
     * @param checksum which reading of the checksum it carries; VRRPv2 is always {@link ChecksumForm#MESSAGE_ONLY},
     *     IPv6 always {@link ChecksumForm#PSEUDO_HEADER}
     * @param trailer what followed the message, not yet verified
     */
    record Accepted(Advertisement advertisement, ChecksumForm checksum, Optional<HmacTrailer> trailer)
            implements Decoded {
        /** Nothing followed the message. */
        public Accepted(Advertisement advertisement, ChecksumForm checksum) {
            this(advertisement, checksum, Optional.empty());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.accepted(this);
        }
    }

    /**
     * A message that must not be heard.
     *
     * @param detail what was found and what it must be, for a person; never a secret
     */
    record Rejected(DiscardReason reason, String detail) implements Decoded {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rejected(this);
        }
    }
}
