package dev.holdfast.linux.socket;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.linux.libc.BpfProgram;
import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * What the kernel lets through to the socket that hears who claims addresses: of ARP and of neighbour discovery what is
 * about these addresses. Of an IPv6 address it compares the end alone; whoever reads looks at the rest.
 *
 * <p>A packet socket shows its filter the frame from the Ethernet header on.
 */
final class ClaimFilter {
    /** A comparison of each address with each packet; beyond, everything of the kind comes through. */
    static final int MOST_COMPARED = 500;

    private static final String REFUSE = "refuse";
    private static final String ACCEPT = "accept";

    /** SKF_AD_OFF + SKF_AD_VLAN_TAG: frames of a VLAN that has no interface here are shown to the one below. */
    private static final int VLAN_TAG = -0x1000 + 44;

    private static final int VLAN_ID = 0xfff;

    private static final int ARP_SENDER = 14 + 14;
    private static final int ARP_TARGET = 14 + 24;

    private static final int NEXT_HEADER = 14 + 6;
    private static final int HOP_LIMIT = 14 + 7;
    private static final int SOURCE = 14 + 8;
    private static final int ICMP_TYPE = 14 + 40;
    private static final int TARGET_END = ICMP_TYPE + 8 + 12;

    private static final int ICMPV6 = 58;
    private static final int ON_LINK = 255;
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;

    private final FilterAssembler program = new FilterAssembler();

    private ClaimFilter() {}

    /** For addresses of one family. */
    static BpfProgram about(IpFamily family, Collection<IpAddress> addresses) {
        ClaimFilter filter = new ClaimFilter();
        filter.refuseOtherVlans();
        switch (family) {
            case IPV4 -> filter.arp(addresses);
            case IPV6 -> filter.discovery(addresses);
        }
        filter.program.place(REFUSE);
        filter.program.refuse();
        filter.program.place(ACCEPT);
        filter.program.accept();
        return filter.program.assemble();
    }

    private void refuseOtherVlans() {
        program.loadWord(VLAN_TAG);
        program.mask(VLAN_ID);
        program.gotoUnlessEqual(0, REFUSE);
    }

    private void arp(Collection<IpAddress> addresses) {
        String probe = "probe";
        program.loadWord(ARP_SENDER);
        program.gotoIfEqual(0, probe);
        acceptAny(addresses);
        program.refuse();
        program.place(probe);
        program.loadWord(ARP_TARGET);
        acceptAny(addresses);
    }

    private void discovery(Collection<IpAddress> addresses) {
        String target = "target";
        program.loadOctet(NEXT_HEADER);
        program.gotoUnlessEqual(ICMPV6, REFUSE);
        program.loadOctet(HOP_LIMIT);
        program.gotoUnlessEqual(ON_LINK, REFUSE);
        program.loadOctet(ICMP_TYPE);
        program.gotoIfEqual(ADVERTISEMENT, target);
        program.gotoUnlessEqual(SOLICITATION, REFUSE);
        // Whoever asks from an address of its own wants to talk to the holder, and claims nothing.
        for (int at = SOURCE; at < SOURCE + 16; at += Integer.BYTES) {
            program.loadWord(at);
            program.gotoUnlessEqual(0, REFUSE);
        }
        program.place(target);
        program.loadWord(TARGET_END);
        acceptAny(addresses);
    }

    /** Accepts when the accumulator has the end of one of these. */
    private void acceptAny(Collection<IpAddress> addresses) {
        if (addresses.size() > MOST_COMPARED) {
            program.accept();
            return;
        }
        for (IpAddress address : addresses) {
            byte[] octets = address.toByteArray();
            program.gotoIfEqual(ByteBuffer.wrap(octets).getInt(octets.length - Integer.BYTES), ACCEPT);
        }
    }
}
