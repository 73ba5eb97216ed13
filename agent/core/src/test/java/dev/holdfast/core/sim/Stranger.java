package dev.holdfast.core.sim;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.vrrp.RouterConfig;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Somebody on the segment whose packets must all be refused: broken ones, forged ones, reflections. Each would do much
 * harm if it were heard, for it says priority 255 or 0.
 *
 * <p>Has dice of its own, and so changes nothing else by being there.
 */
final class Stranger {
    private static final IpAddress NO_PEER_IPV4 = IpAddress.parse("10.0.0.254");
    private static final IpAddress NO_PEER_IPV6 = IpAddress.parse("fe80::ffff");

    private final World world;
    private final SplittableRandom random;
    private final long pauseNanos;

    Stranger(World world, long pauseNanos) {
        this.world = world;
        this.pauseNanos = pauseNanos;
        random = world.dice().stream(2);
    }

    /** What is wrong with a packet. */
    enum Flaw {
        CHECKSUM,
        HOP_LIMIT,
        VERSION,
        TYPE,
        VRID,
        CUT_SHORT,
        TOO_LONG,
        NO_ADDRESS,
        ZERO_INTERVAL,
        WRONG_INTERVAL,
        FOREIGN_ADDRESSES,
        WRONG_PASSWORD,
        REFLECTED,
        WRONG_DESTINATION,
        NOISE
    }

    void begin() {
        world.time().at(world.nowNanos() + 1 + random.nextLong(2 * pauseNanos), () -> {
            SimNode node = world.nodes().get(random.nextInt(world.nodes().size()));
            if (node.isAlive()) {
                send(node, Flaw.values()[random.nextInt(Flaw.values().length)]);
            }
            begin();
        });
    }

    private void send(SimNode node, Flaw flaw) {
        Topology topology = world.topology();
        RouterKey key = topology.key(random.nextInt(topology.vrids().size()));
        RouterConfig config = node.config(key);
        boolean isHarmless = (flaw == Flaw.HOP_LIMIT && topology.unicast())
                || (flaw == Flaw.WRONG_PASSWORD && config.version() == 3)
                || (flaw == Flaw.WRONG_INTERVAL && config.version() == 3 && config.advertIntervalCentis() > 400);
        // While the own address is lost, a packet from it is no reflection.
        boolean isGenuine =
                flaw == Flaw.REFLECTED && (!node.isEligible() || node.process().isBusy());
        Flaw used = isGenuine || isHarmless ? Flaw.CHECKSUM : flaw;
        IpAddress source = source(node, used);
        boolean toGroup = topology.unicast() == (used == Flaw.WRONG_DESTINATION);
        IpAddress destination = toGroup ? topology.group() : node.source();
        Octets message = message(config, used, source, destination);
        int hopLimit = used == Flaw.HOP_LIMIT ? 254 : 255;
        world.network().inject(node, new ReceivedDatagram(key, source, destination, hopLimit, message));
    }

    private IpAddress source(SimNode node, Flaw flaw) {
        if (flaw == Flaw.REFLECTED) {
            return node.source();
        }
        // Mostly in the name of a real peer.
        if (random.nextInt(4) == 0) {
            return world.topology().family() == IpFamily.IPV4 ? NO_PEER_IPV4 : NO_PEER_IPV6;
        }
        int other = (node.index() + 1) % world.nodes().size();
        return world.nodes().get(other).source();
    }

    private Octets message(RouterConfig config, Flaw flaw, IpAddress source, IpAddress destination) {
        if (flaw == Flaw.NOISE) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            return Octets.of(noise);
        }
        List<IpAddress> addresses = addresses(config, flaw);
        int octets = source.family().octets();
        int authentication = config.version() == 2 ? 8 : 0;
        ByteBuffer packet = ByteBuffer.allocate(8 + addresses.size() * octets + authentication);
        int version = flaw == Flaw.VERSION ? 5 - config.version() : config.version();
        packet.put((byte) (version << 4 | (flaw == Flaw.TYPE ? 2 : 1)));
        packet.put((byte) (flaw == Flaw.VRID ? 200 : config.key().vrid().value()));
        packet.put((byte) (random.nextBoolean() ? 255 : 0)).put((byte) addresses.size());
        if (config.version() == 2) {
            packet.put((byte) config.authentication().type()).put((byte) seconds(config, flaw));
        } else {
            packet.putShort((short) centis(config, flaw));
        }
        packet.putShort((short) 0);
        addresses.forEach(address -> packet.put(address.toByteArray()));
        if (config.version() == 2) {
            packet.put(config.authentication().data().toByteArray());
            if (flaw == Flaw.WRONG_PASSWORD) {
                packet.put(4, (byte) 1).put(packet.capacity() - 1, (byte) 0x55);
            }
        }
        byte[] bytes = resized(packet.array(), flaw);
        putChecksum(bytes, config, source, destination);
        if (flaw == Flaw.CHECKSUM) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return Octets.of(bytes);
    }

    private static List<IpAddress> addresses(RouterConfig config, Flaw flaw) {
        if (flaw == Flaw.NO_ADDRESS) {
            return List.of();
        }
        if (flaw == Flaw.FOREIGN_ADDRESSES) {
            boolean isV4 = config.key().family() == IpFamily.IPV4;
            return List.of(IpAddress.parse(isV4 ? "10.0.0.77" : "fe80::77"));
        }
        return config.addresses().stream().map(VirtualAddress::address).toList();
    }

    private static int seconds(RouterConfig config, Flaw flaw) {
        int own = config.advertIntervalCentis() / 100;
        return switch (flaw) {
            case ZERO_INTERVAL -> 0;
            case WRONG_INTERVAL -> own + 1;
            case CHECKSUM,
                    HOP_LIMIT,
                    VERSION,
                    TYPE,
                    VRID,
                    CUT_SHORT,
                    TOO_LONG,
                    NO_ADDRESS,
                    FOREIGN_ADDRESSES,
                    WRONG_PASSWORD,
                    REFLECTED,
                    WRONG_DESTINATION,
                    NOISE -> own;
        };
    }

    /** VRRPv3 adopts an interval, but no absurd one: more than ten times the own is refused. */
    private static int centis(RouterConfig config, Flaw flaw) {
        int own = config.advertIntervalCentis();
        return flaw == Flaw.ZERO_INTERVAL ? 0 : flaw == Flaw.WRONG_INTERVAL ? Math.min(4095, 11 * own) : own;
    }

    private byte[] resized(byte[] bytes, Flaw flaw) {
        return switch (flaw) {
            case CUT_SHORT -> Arrays.copyOf(bytes, 8 + random.nextInt(bytes.length - 8));
            case TOO_LONG -> Arrays.copyOf(bytes, bytes.length + 8);
            case CHECKSUM,
                    HOP_LIMIT,
                    VERSION,
                    TYPE,
                    VRID,
                    NO_ADDRESS,
                    ZERO_INTERVAL,
                    WRONG_INTERVAL,
                    FOREIGN_ADDRESSES,
                    WRONG_PASSWORD,
                    REFLECTED,
                    WRONG_DESTINATION,
                    NOISE -> bytes;
        };
    }

    private static void putChecksum(byte[] message, RouterConfig config, IpAddress source, IpAddress destination) {
        long sum = words(message);
        if (config.version() == 3) {
            sum += words(source.toByteArray()) + words(destination.toByteArray()) + 112 + message.length;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        int checksum = (int) ~sum & 0xffff;
        message[6] = (byte) (checksum >>> 8);
        message[7] = (byte) checksum;
    }

    private static long words(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (long) (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
        }
        return sum;
    }
}
