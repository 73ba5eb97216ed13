package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.route.Rule;
import dev.holdfast.core.route.Verdict;
import dev.holdfast.linux.netlink.Attributes;
import dev.holdfast.linux.netlink.NetlinkMessage;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Messages about rules (linux/fib_rules.h): fib_rule_hdr and its attributes. Pure. */
final class RuleCodec {
    static final int RTM_NEWRULE = 32;
    static final int RTM_DELRULE = 33;
    private static final int RTM_GETRULE = 34;

    private static final int NLM_F_EXCL = 0x200;
    private static final int NLM_F_CREATE = 0x400;

    private static final int HEADER = 12;
    private static final int TO_LENGTH = 1;
    private static final int FROM_LENGTH = 2;
    private static final int TOS = 3;
    private static final int TABLE = 4;
    private static final int ACTION = 7;
    private static final int FLAGS = 8;

    private static final int FRA_DST = 1;
    private static final int FRA_SRC = 2;
    private static final int FRA_IIFNAME = 3;
    private static final int FRA_PRIORITY = 6;
    private static final int FRA_FWMARK = 10;
    private static final int FRA_TABLE = 15;
    private static final int FRA_FWMASK = 16;
    private static final int FRA_OIFNAME = 17;
    private static final int FRA_PROTOCOL = 21;

    private static final int FIB_RULE_INVERT = 2;

    private RuleCodec() {}

    static NetlinkRequest install(Rule rule) {
        return about(RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL, rule);
    }

    static NetlinkRequest remove(Rule rule) {
        return about(RTM_DELRULE, 0, rule);
    }

    /** Asks for all rules of a family; there is no filter, and there are few. */
    static NetlinkRequest all(IpFamily family) {
        ByteBuffer body = NetlinkRequest.structure(HEADER).put(0, (byte) AddressCodec.familyNumber(family));
        return new NetlinkRequest(RTM_GETRULE, 0, body);
    }

    /** The rule a message is about; empty when it is about something else, or of a kind that we never install. */
    static Optional<Rule> read(NetlinkMessage message) {
        boolean isAboutRule = message.type() == RTM_NEWRULE || message.type() == RTM_DELRULE;
        if (!isAboutRule || !message.hasBody(HEADER) || (message.u32(FLAGS) & FIB_RULE_INVERT) != 0) {
            return Optional.empty();
        }
        Attributes attributes = message.attributes(HEADER);
        Optional<Verdict> verdict = Verdicts.of(message.u8(ACTION)).filter(known -> known != Verdict.THROW);
        int table = attributes.u32(FRA_TABLE).orElse(message.u8(TABLE));
        boolean isPlain =
                verdict.filter(v -> v != Verdict.FORWARD || table != 0).isPresent();
        return AddressCodec.familyOf(message.u8(0))
                .filter(family -> isPlain)
                .map(family -> new Rule(
                        family,
                        verdict.orElseThrow(),
                        prefix(family, attributes, FRA_SRC, message.u8(FROM_LENGTH)),
                        prefix(family, attributes, FRA_DST, message.u8(TO_LENGTH)),
                        attributes.text(FRA_IIFNAME).flatMap(RuleCodec::nameOf),
                        attributes.text(FRA_OIFNAME).flatMap(RuleCodec::nameOf),
                        mark(attributes),
                        message.u8(TOS),
                        verdict.orElseThrow() == Verdict.FORWARD ? table : 0,
                        attributes.u32(FRA_PRIORITY),
                        attributes.u8(FRA_PROTOCOL).orElse(0),
                        false));
    }

    private static Optional<Rule.Mark> mark(Attributes attributes) {
        int value = attributes.u32(FRA_FWMARK).orElse(0);
        int mask = attributes.u32(FRA_FWMASK).orElse(0);
        return mask == 0 ? Optional.empty() : Optional.of(new Rule.Mark(value, mask));
    }

    private static Optional<IpPrefix> prefix(IpFamily family, Attributes attributes, int type, int length) {
        return attributes.octets(type).map(octets -> Prefixes.of(family, Optional.of(octets), length));
    }

    private static Optional<InterfaceName> nameOf(String text) {
        return text.matches("[^/\\s:]{1,15}") ? Optional.of(new InterfaceName(text)) : Optional.empty();
    }

    private static NetlinkRequest about(int type, int flags, Rule rule) {
        ByteBuffer body = NetlinkRequest.structure(HEADER)
                .put(0, (byte) AddressCodec.familyNumber(rule.family()))
                .put(TO_LENGTH, (byte) rule.to().map(IpPrefix::length).orElse(0).intValue())
                .put(FROM_LENGTH, (byte)
                        rule.from().map(IpPrefix::length).orElse(0).intValue())
                .put(TOS, (byte) rule.tos())
                .put(ACTION, (byte) Verdicts.number(rule.verdict()));
        NetlinkRequest request = new NetlinkRequest(type, flags, body).add(FRA_PROTOCOL, (byte) rule.protocol());
        rule.to().ifPresent(to -> request.add(FRA_DST, to.address().toByteArray()));
        rule.from().ifPresent(from -> request.add(FRA_SRC, from.address().toByteArray()));
        rule.iif().ifPresent(dev -> request.addText(FRA_IIFNAME, dev.value()));
        rule.oif().ifPresent(dev -> request.addText(FRA_OIFNAME, dev.value()));
        rule.mark().ifPresent(mark -> request.addU32(FRA_FWMARK, mark.value()).addU32(FRA_FWMASK, mark.mask()));
        rule.priority().ifPresent(priority -> request.addU32(FRA_PRIORITY, priority));
        return rule.table() == 0 ? request : request.addU32(FRA_TABLE, rule.table());
    }
}
