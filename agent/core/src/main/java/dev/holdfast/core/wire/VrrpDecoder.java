package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.wire.Decoded.Accepted;
import dev.holdfast.core.wire.Decoded.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads VRRP messages and refuses what the packet alone shows to be wrong (RFC 3768 section 7.1, RFC 9568 section 7.1).
 *
 * <p>The order of the checks is fixed, so that every fault is counted under one reason: length of the fixed part,
 * version, type, virtual router, checksum, hop limit, address count, exact length, authentication type, interval, first
 * address. What depends on our own configuration (password, interval, address list, peers) is judged by the caller.
 */
public final class VrrpDecoder {
    private static final int RESERVE_MASK = 0x0fff;

    private VrrpDecoder() {}

    /**
     * Judges one message; returns normally for any octets whatsoever.
     *
     * @param message without IP header, cut to the length that the IP header gives, so that Ethernet padding is gone
     * @param source the sender; its family decides how addresses are read
     * @param hopLimit TTL or hop limit at arrival
     */
    public static Decoded decode(
            Octets message, IpAddress source, IpAddress destination, int hopLimit, ReceiveRules rules) {
        Optional<Rejected> headFault = faultInHead(message, source.family(), rules);
        if (headFault.isPresent()) {
            return headFault.get();
        }
        Octets body = withoutTrailer(message, source.family(), rules);
        // The kernel makes the checksum of IPv6 over all that it is given, the trailer included.
        List<ChecksumForm> forms = formsOf(source.family() == IpFamily.IPV6 ? message : body, source, destination);
        Optional<ChecksumForm> form =
                forms.stream().filter(found -> isAllowed(found, source, rules)).findFirst();
        if (form.isEmpty()) {
            return new Rejected(
                    DiscardReason.CHECKSUM,
                    checksumDetail(message, forms) + signatureGuess(body, source.family(), rules));
        }
        Optional<Rejected> bodyFault = faultInBody(body, source.family(), hopLimit, rules);
        if (bodyFault.isPresent()) {
            return bodyFault.get();
        }
        Optional<HmacTrailer> trailer = body.length() == message.length()
                ? Optional.empty()
                : Optional.of(HmacTrailer.read(message.slice(body.length(), message.length())));
        return new Accepted(read(body, source.family()), form.get(), trailer);
    }

    /** The VRRP message alone. What is neither as long as it must be nor longer by a trailer is left as it is. */
    private static Octets withoutTrailer(Octets message, IpFamily family, ReceiveRules rules) {
        int exact = exactLength(message, family, rules);
        boolean hasTrailer = rules.trailer() && message.length() == exact + HmacTrailer.LENGTH;
        return hasTrailer ? message.slice(0, exact) : message;
    }

    /** What may explain octets too many, where no signature is understood. */
    private static String signatureGuess(Octets message, IpFamily family, ReceiveRules rules) {
        boolean excess = message.length() == exactLength(message, family, rules) + HmacTrailer.LENGTH;
        return excess ? "; is it signed, and auth_hmac missing here?" : "";
    }

    private static int exactLength(Octets message, IpFamily family, ReceiveRules rules) {
        int authentication = rules.version() == 2 ? Authentication.LENGTH : 0;
        return VrrpLayout.ADDRESSES + message.u8(VrrpLayout.COUNT) * family.octets() + authentication;
    }

    private static Optional<Rejected> faultInHead(Octets message, IpFamily family, ReceiveRules rules) {
        if (message.length() < VrrpLayout.ADDRESSES) {
            return rejected(DiscardReason.LENGTH, "%d octets, must be at least 8", message.length());
        }
        int version = message.u8(VrrpLayout.VERSION_AND_TYPE) >>> 4;
        int type = message.u8(VrrpLayout.VERSION_AND_TYPE) & 0xf;
        int vrid = message.u8(VrrpLayout.VRID);
        if (version != rules.version()) {
            return rejected(DiscardReason.VERSION, "version %d, must be %d", version, rules.version());
        }
        if (version != 3 && family == IpFamily.IPV6) {
            return rejected(DiscardReason.VERSION, "version %d, must be 3 on IPv6", version);
        }
        if (type != VrrpLayout.TYPE_ADVERTISEMENT) {
            return rejected(DiscardReason.TYPE, "type %d, must be 1", type);
        }
        if (vrid != rules.vrid().value()) {
            return rejected(
                    DiscardReason.UNKNOWN_VRID,
                    "virtual router id %d, must be %d",
                    vrid,
                    rules.vrid().value());
        }
        return Optional.empty();
    }

    /** The readings under which the checksum is right, the usual one first. */
    private static List<ChecksumForm> formsOf(Octets message, IpAddress source, IpAddress destination) {
        Octets pseudoHeader = PseudoHeader.of(source, destination, VrrpLayout.PROTOCOL, message.length());
        List<ChecksumForm> forms = new ArrayList<>();
        if (InternetChecksum.isValid(pseudoHeader, message)) {
            forms.add(ChecksumForm.PSEUDO_HEADER);
        }
        if (InternetChecksum.isValid(message)) {
            forms.add(ChecksumForm.MESSAGE_ONLY);
        }
        return forms;
    }

    private static boolean isAllowed(ChecksumForm form, IpAddress source, ReceiveRules rules) {
        if (rules.version() == 2) {
            return form == ChecksumForm.MESSAGE_ONLY;
        }
        if (source.family() == IpFamily.IPV6) {
            return form == ChecksumForm.PSEUDO_HEADER;
        }
        // RFC 5798 section 5.2.8 was read in two ways; RFC 9568 chose the one that fewer routers speak.
        return rules.pinnedChecksum().map(pinned -> pinned == form).orElse(true);
    }

    private static String checksumDetail(Octets message, List<ChecksumForm> forms) {
        String sum = String.format(Locale.ROOT, "checksum 0x%04x ", message.u16(VrrpLayout.CHECKSUM));
        if (forms.contains(ChecksumForm.MESSAGE_ONLY)) {
            return sum + "covers the message alone, must cover the pseudo-header too";
        }
        if (forms.contains(ChecksumForm.PSEUDO_HEADER)) {
            return sum + "covers a pseudo-header, must cover the message alone";
        }
        return sum + "does not match the message";
    }

    private static Optional<Rejected> faultInBody(Octets message, IpFamily family, int hopLimit, ReceiveRules rules) {
        if (hopLimit < rules.minHopLimit()) {
            return rejected(DiscardReason.TTL, hopLimitWords(family, rules.minHopLimit()), hopLimit);
        }
        int count = message.u8(VrrpLayout.COUNT);
        if (count == 0) {
            return rejected(DiscardReason.ADDRESS_COUNT, "no address, must list at least one");
        }
        int exact = exactLength(message, family, rules);
        if (message.length() != exact) {
            return rejected(
                    DiscardReason.LENGTH,
                    "%d octets, must be %d for %d addresses%s",
                    message.length(),
                    exact,
                    count,
                    signatureGuess(message, family, rules));
        }
        // RFC 3768 section 5.3.6 withdrew the types of RFC 2338; they are spoken all the same.
        if (rules.version() == 2 && message.u8(VrrpLayout.V2_AUTH_TYPE) > 2) {
            return rejected(
                    DiscardReason.AUTH_TYPE,
                    "authentication type %d, must be 0, 1 or 2",
                    message.u8(VrrpLayout.V2_AUTH_TYPE));
        }
        // Erratum 8301 to RFC 9568: adopting an interval of zero would make every moment a takeover.
        if (intervalCentis(message, rules.version()) == 0) {
            return rejected(DiscardReason.ADVERT_INTERVAL, "interval 0, must be above zero");
        }
        if (family == IpFamily.IPV6 && !addressAt(message, family, 0).isLinkLocal()) {
            return rejected(
                    DiscardReason.ADDRESS_COUNT,
                    "first address %s, must be a link-local one",
                    addressAt(message, family, 0));
        }
        return Optional.empty();
    }

    private static String hopLimitWords(IpFamily family, int least) {
        String name = family == IpFamily.IPV4 ? "TTL" : "hop limit";
        return name + " %d, must be " + (least == 255 ? "255" : "at least " + least);
    }

    private static Advertisement read(Octets message, IpFamily family) {
        int version = message.u8(VrrpLayout.VERSION_AND_TYPE) >>> 4;
        List<IpAddress> addresses = new ArrayList<>();
        for (int i = 0; i < message.u8(VrrpLayout.COUNT); i++) {
            addresses.add(addressAt(message, family, i));
        }
        return new Advertisement(
                version,
                new Vrid(message.u8(VrrpLayout.VRID)),
                new Priority(message.u8(VrrpLayout.PRIORITY)),
                intervalCentis(message, version),
                addresses,
                version == 2 ? authentication(message) : Authentication.NONE);
    }

    private static int intervalCentis(Octets message, int version) {
        return version == 2
                ? message.u8(VrrpLayout.V2_INTERVAL) * VrrpLayout.CENTIS_PER_SECOND
                : message.u16(VrrpLayout.V3_INTERVAL) & RESERVE_MASK;
    }

    private static IpAddress addressAt(Octets message, IpFamily family, int index) {
        int from = VrrpLayout.ADDRESSES + index * family.octets();
        return IpAddress.of(message.slice(from, from + family.octets()));
    }

    private static Authentication authentication(Octets message) {
        int type = message.u8(VrrpLayout.V2_AUTH_TYPE);
        if (type == 0) {
            // RFC 3768 section 5.3.6.1: what stands in the data is ignored.
            return Authentication.NONE;
        }
        if (type == 2) {
            return Authentication.HEADER;
        }
        return new Authentication(type, message.slice(message.length() - Authentication.LENGTH, message.length()));
    }

    private static Optional<Rejected> rejected(DiscardReason reason, String format, Object... values) {
        return Optional.of(new Rejected(reason, String.format(Locale.ROOT, format, values)));
    }
}
