package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.SplitBrainConfig.Response;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.wire.Authentication;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two nodes that refuse each other's adverts for their passwords, at every phase, latency and order of priorities. */
class YieldPairTest {
    private static final long SECOND = OneNode.SECOND;

    /** Starting both, settling and confirming take less. */
    private static final long END = 60 * SECOND;

    private final PriorityQueue<Packet> wire = new PriorityQueue<>(Comparator.comparingLong(Packet::dueNanos));
    private final List<Node> nodes = new ArrayList<>();
    private long bothNanos;

    private record Packet(long dueNanos, Node from, Octets message) {}

    /** One agent on the wire. */
    private final class Node {
        private final Engine engine;
        private final IpAddress source;
        private final long startNanos;
        private final long latencyNanos;
        private boolean started;

        Node(int number, int priority, long startNanos, long latencyNanos) {
            this.source = IpAddress.parse("192.0.2." + (10 + number));
            this.startNanos = startNanos;
            this.latencyNanos = latencyNanos;
            engine = new Engine(new EngineConfig(
                            "node" + number,
                            List.of(OneNode.router()
                                    .priority(new Priority(priority))
                                    .authentication(Authentication.password("secret" + number))
                                    .build()))
                    .with(SplitBrainConfig.DEFAULT.with(ResolutionConfig.of(Response.YIELD))));
        }

        long nextNanos() {
            return started ? engine.nextDeadlineNanos() : startNanos;
        }

        void turn(long now, List<Packet> heard) {
            engine.onWake(now);
            if (!started) {
                started = true;
                engine.onLinkResync(now);
                engine.onLink(now, new Link(OneNode.ETH0, true, 1500));
                engine.onAddress(now, OneNode.ETH0, new IpPrefix(source, 24), false);
                engine.onLinksSynchronised(now);
            }
            heard.forEach(packet -> engine.onDatagram(now, datagram(packet)));
            engine.onTime(now);
            for (List<Action> actions = engine.takeActions(); !actions.isEmpty(); actions = engine.takeActions()) {
                for (Action action : actions) {
                    if (action instanceof Action.SendAdvertisement advert) {
                        wire.add(new Packet(now + latencyNanos, this, message(advert)));
                    }
                    engine.onOutcome(now, action, Outcome.DONE);
                }
            }
        }

        boolean isMaster(long now) {
            return started && engine.snapshot(now).routers().get(0).state() == RouterState.MASTER;
        }
    }

    /** Without the IP header. */
    private static Octets message(Action.SendAdvertisement advert) {
        return advert.packet().slice(20, advert.packet().length());
    }

    private static ReceivedDatagram datagram(Packet packet) {
        ReceivedDatagram sample = OneNode.advert(SplitNode.LOWER);
        return new ReceivedDatagram(
                sample.router(), packet.from.source, sample.destination(), sample.hopLimit(), packet.message);
    }

    private void run(long until) {
        long now = 0;
        while (now < until) {
            long before = now;
            long wireNanos = wire.isEmpty() ? Engine.NEVER : wire.peek().dueNanos();
            long next = Math.min(
                    wireNanos, nodes.stream().mapToLong(Node::nextNanos).min().orElseThrow());
            now = Math.max(now, Math.min(next, until));
            bothNanos += nodes.stream().allMatch(node -> node.isMaster(before)) ? now - before : 0;
            step(now);
        }
    }

    private void step(long now) {
        List<Packet> due = new ArrayList<>();
        while (!wire.isEmpty() && wire.peek().dueNanos() <= now) {
            due.add(wire.remove());
        }
        for (Node node : nodes) {
            List<Packet> heard =
                    due.stream().filter(packet -> packet.from != node).toList();
            if (node.started ? !heard.isEmpty() || node.nextNanos() <= now : node.startNanos <= now) {
                node.turn(now, node.started ? heard : List.of());
            }
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneOfThemIsLeftAndItIsTheBetterOne(int seed) {
        Random dice = new Random(seed);
        int[] priorities = dice.nextInt(4) == 0 ? new int[] {100, 100} : new int[] {80, 120};
        boolean swapped = dice.nextBoolean();
        for (int number = 0; number < 2; number++) {
            int priority = priorities[swapped ? 1 - number : number];
            long start = (long) (dice.nextDouble() * 8 * SECOND);
            nodes.add(new Node(number, priority, start, (long) (dice.nextDouble() * SECOND / 20)));
        }
        int best = priorities[0] == priorities[1] ? 1 : swapped ? 0 : 1;

        run(END);

        assertThat(nodes.get(best).isMaster(END)).isTrue();
        assertThat(nodes.get(1 - best).isMaster(END)).isFalse();
        // Whoever was there first has to hear the other for a silence, and one advert more; the other is sure at once.
        assertThat(bothNanos).isLessThan(OneNode.DOWN + 3 * SECOND);
    }
}
