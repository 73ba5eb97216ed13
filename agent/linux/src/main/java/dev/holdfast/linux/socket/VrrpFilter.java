package dev.holdfast.linux.socket;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.core.wire.AuthenticationHeader;
import dev.holdfast.linux.libc.BpfProgram;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel lets through to our sockets. Junk is refused before it is queued, so that it can neither push genuine
 * adverts out of a queue nor wake the loop.
 *
 * <p>A genuine advert has the router's version and type in one octet, its VRID, and in multicast mode the group as its
 * destination and a TTL or hop limit of 255, the proof that it was sent on this link (RFC 9568 section 5.1.1.3). In
 * unicast mode it has a destination that is no group. All the rest of protocol 112 on the interface is for diagnosis.
 *
 * <p>An IPv4 raw socket shows its filter the packet from the IP header on, an IPv6 raw socket from the VRRP message on;
 * the IPv6 header is reached through the kernel's NET offset. A packet socket shows both from the IP header on.
 */
final class VrrpFilter {
    private static final String REFUSE = "refuse";
    private static final String ACCEPT = "accept";

    private static final int ADVERTISEMENT = 1;
    private static final int ON_LINK = 255;

    /** SKF_AD_OFF + SKF_AD_PKTTYPE: how the packet came in. */
    private static final int PACKET_TYPE = -0x1000 + 4;

    /** A copy of what this host sent to a group: another agent's here, if not our own. */
    private static final int PACKET_LOOPBACK = 5;

    private static final int NET = -0x100000;
    private static final int IPV4_TTL = 8;

    /** SKF_LL_OFF + 6: the sender in the Ethernet header. */
    private static final int LINK_SENDER = -0x200000 + 6;

    private static final int IPV4_DESTINATION = 16;
    private static final int IPV6_HOP_LIMIT = NET + 7;
    private static final int IPV6_DESTINATION = NET + 24;

    private static final int IPV4_PROTOCOL = 9;
    private static final int IPV6_NEXT_HEADER = NET + 6;
    private static final int IPV6_HEADER = 40;

    private final IpFamily family;
    private final FilterAssembler program = new FilterAssembler();

    /** Where the VRRP message begins in what an IPv6 socket shows. */
    private final int message;

    private VrrpFilter(IpFamily family) {
        this(family, 0);
    }

    private VrrpFilter(IpFamily family, int message) {
        this.family = family;
        this.message = message;
    }

    /** For the main socket of one router: its genuine adverts alone. */
    static BpfProgram genuine(TransportSpec spec) {
        VrrpFilter filter = new VrrpFilter(spec.router().family());
        filter.begin();
        filter.requireGenuine(spec);
        return filter.end();
    }

    /**
     * For a router's socket on its macvlan: of its genuine adverts those that another node sent from the virtual MAC. The
     * macvlan keeps them to itself, all others reach the interface below as well.
     */
    static BpfProgram genuineFrom(MacAddress mac, TransportSpec spec) {
        VrrpFilter filter = new VrrpFilter(spec.router().family());
        filter.begin();
        filter.requireSender(mac);
        filter.requireGenuine(spec);
        return filter.end();
    }

    /**
     * For the packet socket of a router on a heartbeat link, which is shown every packet of the family from the IP header
     * on: its genuine adverts alone.
     */
    static BpfProgram onHeartbeat(TransportSpec spec) {
        VrrpFilter filter = new VrrpFilter(spec.router().family(), IPV6_HEADER);
        filter.begin();
        filter.requireProtocol(spec.inHeader() ? RawProtocol.HEADER : RawProtocol.VRRP);
        filter.requireGenuine(spec);
        return filter.end();
    }

    /** For the diagnostic socket of an interface: what of protocol 112 no router's main socket accepts. */
    static BpfProgram remainder(IpFamily family, List<TransportSpec> routers) {
        VrrpFilter filter = new VrrpFilter(family);
        filter.begin();
        filter.acceptStumps();
        Map<Profile, List<Integer>> vridsByProfile = new LinkedHashMap<>();
        List<TransportSpec> bare =
                routers.stream().filter(spec -> !spec.inHeader()).toList();
        for (TransportSpec spec : bare) {
            vridsByProfile
                    .computeIfAbsent(Profile.of(spec), profile -> new ArrayList<>())
                    .add(spec.router().vrid().value());
        }
        vridsByProfile.forEach(filter::refuseGenuine);
        return filter.end();
    }

    private void requireGenuine(TransportSpec spec) {
        int vrid = spec.router().vrid().value();
        if (spec.inHeader()) {
            requireInHeader(vrid);
        } else {
            requireProfile(Profile.of(spec), REFUSE);
            loadMessageOctet(1);
            program.gotoUnlessEqual(vrid, REFUSE);
        }
    }

    /**
     * Of protocol 51 all that is said to be VRRP with this VRID. IPsec in general is none of our business, and so has no
     * diagnostic socket: mistakes in the rest of such an advert come here too.
     */
    private void requireInHeader(int vrid) {
        program.loadOctetIndexed(0);
        program.gotoUnlessEqual(RawProtocol.VRRP, REFUSE);
        program.loadOctetIndexed(AuthenticationHeader.LENGTH + 1);
        program.gotoUnlessEqual(vrid, REFUSE);
    }

    private void begin() {
        program.loadWord(PACKET_TYPE);
        program.gotoIfEqual(PACKET_LOOPBACK, REFUSE);
        if (family == IpFamily.IPV4) {
            program.skipIpv4Header();
        }
    }

    private void requireProtocol(int protocol) {
        program.loadOctet(0);
        program.mask(0xf0);
        program.gotoUnlessEqual(family.version() << 4, REFUSE);
        program.loadOctet(family == IpFamily.IPV4 ? IPV4_PROTOCOL : IPV6_NEXT_HEADER);
        program.gotoUnlessEqual(protocol, REFUSE);
    }

    /** A load beyond the end refuses the packet; those that lack the first two octets must be let through before. */
    private void acceptStumps() {
        program.loadLength();
        if (family == IpFamily.IPV4) {
            program.subtractIndex();
        }
        program.gotoIfBelow(2, ACCEPT);
    }

    private void refuseGenuine(Profile profile, List<Integer> vrids) {
        String next = "after " + profile;
        requireProfile(profile, next);
        loadMessageOctet(1);
        vrids.forEach(vrid -> program.gotoIfEqual(vrid, REFUSE));
        program.place(next);
    }

    private void requireProfile(Profile profile, String otherwise) {
        loadMessageOctet(0);
        program.gotoUnlessEqual(profile.versionAndType(), otherwise);
        profile.group().ifPresentOrElse(group -> requireMulticast(group, otherwise), () -> requireUnicast(otherwise));
    }

    private void requireSender(MacAddress mac) {
        byte[] octets = mac.toByteArray();
        for (int i = 0; i < octets.length; i++) {
            program.loadOctet(LINK_SENDER + i);
            program.gotoUnlessEqual(octets[i] & 0xff, REFUSE);
        }
    }

    private void requireMulticast(IpAddress group, String otherwise) {
        program.loadOctet(family == IpFamily.IPV4 ? IPV4_TTL : IPV6_HOP_LIMIT);
        program.gotoUnlessEqual(ON_LINK, otherwise);
        ByteBuffer words = ByteBuffer.wrap(group.toByteArray());
        for (int at = 0; at < words.capacity(); at += Integer.BYTES) {
            program.loadWord((family == IpFamily.IPV4 ? IPV4_DESTINATION : IPV6_DESTINATION) + at);
            program.gotoUnlessEqual(words.getInt(at), otherwise);
        }
    }

    private void requireUnicast(String otherwise) {
        if (family == IpFamily.IPV4) {
            program.loadOctet(IPV4_DESTINATION);
            program.mask(0xf0);
            program.gotoIfEqual(0xe0, otherwise);
        } else {
            program.loadOctet(IPV6_DESTINATION);
            program.gotoIfEqual(0xff, otherwise);
        }
    }

    private void loadMessageOctet(int index) {
        if (family == IpFamily.IPV4) {
            program.loadOctetIndexed(index);
        } else {
            program.loadOctet(message + index);
        }
    }

    private BpfProgram end() {
        program.place(ACCEPT);
        program.accept();
        program.place(REFUSE);
        program.refuse();
        return program.assemble();
    }

    /** Lets nothing through, for sockets that only send. */
    static BpfProgram nothing() {
        FilterAssembler program = new FilterAssembler();
        program.refuse();
        return program.assemble();
    }

    /** What routers may have in common; there are at most four on an interface and family. */
    private record Profile(int versionAndType, Optional<IpAddress> group) {
        static Profile of(TransportSpec spec) {
            return new Profile(spec.protocolVersion() << 4 | ADVERTISEMENT, spec.group());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Profile that && versionAndType == that.versionAndType && group.equals(that.group);
        }

        @Override
        public int hashCode() {
            return 31 * versionAndType + group.hashCode();
        }
    }
}
