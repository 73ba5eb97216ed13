package dev.holdfast.linux.ipvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Persistence;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.Scheduler;
import dev.holdfast.core.ipvs.SchedulerFlag;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.Statistics;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.linux.netlink.Attributes;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** IPVS_SVC_ATTR_…: a virtual service and its id. Pure. */
final class ServiceCodec {
    private static final int AF = 1;
    private static final int PROTOCOL = 2;
    private static final int ADDR = 3;
    private static final int PORT = 4;
    private static final int FWMARK = 5;
    private static final int SCHED_NAME = 6;
    private static final int FLAGS = 7;
    private static final int TIMEOUT = 8;
    private static final int NETMASK = 9;
    private static final int PE_NAME = 11;
    private static final int STATS64 = 12;

    private static final int F_PERSISTENT = 0x1;
    private static final int F_ONEPACKET = 0x4;

    /** A word of flags, and one of those that shall be set or cleared. */
    private static final int FLAGS_LENGTH = 8;

    private static final int ALL_FLAGS = -1;

    private ServiceCodec() {}

    /** Adds what tells the service apart. */
    static NetlinkRequest addId(NetlinkRequest request, ServiceId id) {
        request.addU16(AF, Families.number(id.family()));
        return id.accept(new ServiceId.Visitor<>() {
            @Override
            public NetlinkRequest listening(ServiceId.Listening listening) {
                return request.addU16(PROTOCOL, number(listening.protocol()))
                        .add(ADDR, Families.room(listening.at().address()))
                        .addU16be(PORT, listening.at().port());
            }

            @Override
            public NetlinkRequest marked(ServiceId.Marked marked) {
                return request.addU32(FWMARK, marked.mark());
            }
        });
    }

    /** Adds the whole service. */
    static NetlinkRequest addAll(NetlinkRequest request, VirtualService service) {
        IpFamily family = service.id().family();
        addId(request, service.id())
                .addText(SCHED_NAME, service.scheduler().name())
                .add(
                        FLAGS,
                        NetlinkRequest.structure(FLAGS_LENGTH)
                                .putInt(0, flags(service))
                                .putInt(4, ALL_FLAGS))
                .addU32(
                        TIMEOUT,
                        service.persistence().map(Persistence::timeoutSeconds).orElse(0));
        addMask(
                request,
                family,
                service.persistence().map(Persistence::granularity).orElse(family.bits()));
        service.persistence().flatMap(Persistence::engine).ifPresent(engine -> request.addText(PE_NAME, engine));
        return request;
    }

    /** The service that the attributes are about; empty when it is of a kind that we never make. */
    static Optional<VirtualService> read(Attributes attributes) {
        int flags = attributes.u32(FLAGS).orElse(0);
        return readId(attributes)
                .flatMap(id -> attributes
                        .text(SCHED_NAME)
                        .map(name -> new VirtualService(
                                id,
                                new Scheduler(name, schedulerFlags(flags)),
                                (flags & F_PERSISTENT) == 0
                                        ? Optional.empty()
                                        : Optional.of(persistence(attributes, id.family())),
                                (flags & F_ONEPACKET) != 0)));
    }

    static Statistics statistics(Attributes attributes) {
        return StatisticsCodec.read(attributes.nested(STATS64));
    }

    private static Optional<ServiceId> readId(Attributes attributes) {
        Optional<IpFamily> family = Families.of(attributes.u16(AF).orElse(0));
        int mark = attributes.u32(FWMARK).orElse(0);
        if (mark != 0) {
            return family.map(known -> new ServiceId.Marked(mark, known));
        }
        int port = attributes.u16be(PORT).orElse(0);
        return family.flatMap(known -> Families.address(known, attributes.octets(ADDR)))
                .flatMap(address -> protocol(attributes.u16(PROTOCOL).orElse(0))
                        .map(protocol -> new ServiceId.Listening(protocol, new AddressPort(address, port))));
    }

    private static int number(Protocol protocol) {
        return switch (protocol) {
            case TCP -> 6;
            case UDP -> 17;
            case SCTP -> 132;
        };
    }

    private static Optional<Protocol> protocol(int number) {
        return Set.of(Protocol.values()).stream()
                .filter(protocol -> number(protocol) == number)
                .findFirst();
    }

    private static int flags(VirtualService service) {
        int flags = service.persistence().isPresent() ? F_PERSISTENT : 0;
        flags |= service.onePacket() ? F_ONEPACKET : 0;
        for (SchedulerFlag flag : service.scheduler().flags()) {
            flags |= bit(flag);
        }
        return flags;
    }

    private static Set<SchedulerFlag> schedulerFlags(int flags) {
        Set<SchedulerFlag> set = EnumSet.allOf(SchedulerFlag.class);
        set.removeIf(flag -> (flags & bit(flag)) == 0);
        return set;
    }

    private static int bit(SchedulerFlag flag) {
        return switch (flag) {
            case FLAG_1 -> 0x08;
            case FLAG_2 -> 0x10;
            case FLAG_3 -> 0x20;
        };
    }

    private static Persistence persistence(Attributes attributes, IpFamily family) {
        return new Persistence(
                Math.max(1, attributes.u32(TIMEOUT).orElse(1)),
                granularity(family, attributes.octets(NETMASK)),
                attributes.text(PE_NAME).filter(name -> !name.isEmpty()));
    }

    /** IPv4 has a mask in network order, IPv6 a length in the machine's. */
    private static void addMask(NetlinkRequest request, IpFamily family, int granularity) {
        switch (family) {
            case IPV4 -> {
                int mask = granularity == 0 ? 0 : -1 << (Integer.SIZE - granularity);
                request.add(
                        NETMASK, ByteBuffer.allocate(Integer.BYTES).putInt(mask).array());
            }
            case IPV6 -> request.addU32(NETMASK, granularity);
        }
    }

    private static int granularity(IpFamily family, Optional<byte[]> mask) {
        return mask.filter(octets -> octets.length == Integer.BYTES)
                .map(octets -> switch (family) {
                    case IPV4 -> Integer.bitCount(ByteBuffer.wrap(octets).getInt());
                    case IPV6 ->
                        Math.min(
                                family.bits(),
                                Math.max(
                                        1,
                                        ByteBuffer.wrap(octets)
                                                .order(ByteOrder.nativeOrder())
                                                .getInt()));
                })
                .orElse(family.bits());
    }
}
