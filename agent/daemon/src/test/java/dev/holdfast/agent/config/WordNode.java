package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Advertisement;
import dev.holdfast.core.wire.Authentication;
import dev.holdfast.core.wire.ChecksumForm;
import dev.holdfast.core.wire.VrrpEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an agent with this configuration file does, in virtual time: the file goes through the loader into an engine, and
 * every order is carried out at once. Its interfaces eth0, eth1 and eth2 run, with 192.0.2.12 and fe80::12 on eth0.
 */
final class WordNode {
    static final long SECOND = 1_000_000_000L;
    /** When a backup of priority 100 that hears nobody is master: 3.609375 s. */
    static final long DOWN = 3_609_375_000L;

    private static final String PEER = "192.0.2.251";

    private final Engine engine;
    private final RouterConfig first;
    private final List<Timed> done = new ArrayList<>();
    private long nowNanos;

    /** What was ordered, and when. */
    record Timed(long atNanos, Action action) {}

    private WordNode(AgentConfig config) {
        engine = new Engine(config.engine());
        first = config.engine().routers().get(0);
    }

    /** The file as a whole; it must be free of errors. */
    static AgentConfig load(String yaml) {
        ConfigResult result = new ConfigLoader(new FakeHost()).parse("holdfast.yaml", yaml);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) result).config();
    }

    /** A file with one instance, VI_1 on eth0 with number 51, and these settings of it, comma between them. */
    static String instance(String settings) {
        return instance("http: {listen: off}", settings);
    }

    static String instance(String definitions, String settings) {
        String addresses = settings.contains("virtual_ipaddress:") ? "" : "virtual_ipaddress: [192.0.2.100/24], ";
        return "{" + definitions + ", vrrp_instance: {VI_1: {interface: eth0, virtual_router_id: 51, " + addresses
                + settings + "}}}";
    }

    /** A node with this file whose interfaces come up at time 0. */
    static WordNode started(String yaml, String... devs) {
        return startedAs("192.0.2.12/24", yaml, devs);
    }

    private static WordNode startedAs(String own, String yaml, String... devs) {
        WordNode node = new WordNode(load(yaml));
        node.engine.onWake(0);
        node.engine.onLinkResync(0);
        for (String dev : devs.length == 0 ? new String[] {"eth0", "eth1", "eth2"} : devs) {
            node.engine.onLink(0, new Link(new InterfaceName(dev), true, 1500));
        }
        node.engine.onAddress(0, new InterfaceName("eth0"), IpPrefix.parse(own), false);
        node.engine.onAddress(0, new InterfaceName("eth0"), IpPrefix.parse("fe80::12/64"), false);
        node.engine.onAddress(0, new InterfaceName("eth1"), IpPrefix.parse("198.51.100.12/24"), false);
        node.engine.onLinksSynchronised(0);
        node.engine.onRouting(0, List.of());
        node.finish();
        return node;
    }

    static WordNode with(String settings) {
        return started(instance(settings));
    }

    /** The same, after 30 s in which nobody was heard. */
    static WordNode master(String settings) {
        return with(settings).runTo(30 * SECOND);
    }

    // What happens to it.

    WordNode runTo(long untilNanos) {
        for (long at = engine.nextDeadlineNanos(); at <= untilNanos; at = engine.nextDeadlineNanos()) {
            nowNanos = Math.max(nowNanos, at);
            engine.onWake(nowNanos);
            finish();
        }
        nowNanos = untilNanos;
        return this;
    }

    /** Runs to this time, hearing an advert of this priority every second from now on. */
    WordNode hearUntil(long untilNanos, int priority) {
        Octets advert = advert(priority);
        for (long at = nowNanos + SECOND; at <= untilNanos; at += SECOND) {
            hear(at, advert, PEER, 255);
        }
        return runTo(untilNanos);
    }

    /** Hears a VRRP message that arrives in a packet of this source and TTL. */
    WordNode hear(long atNanos, Octets message, String source, int ttl) {
        IpAddress to = first.path().group().orElse(IpAddress.parse("192.0.2.12"));
        ReceivedDatagram datagram = new ReceivedDatagram(first.key(), IpAddress.parse(source), to, ttl, message);
        return at(atNanos, () -> engine.onDatagram(nowNanos, datagram));
    }

    /** Hears what a peer at 192.0.2.11 with these settings says first; it has priority 200 unless they say otherwise. */
    WordNode hearPeer(long atNanos, String settings) {
        WordNode peer = startedAs("192.0.2.11/24", instance("priority: 200, " + settings))
                .runTo(10 * SECOND);
        return hear(atNanos, peer.messages().get(0), "192.0.2.11", 255);
    }

    static Octets advert(int priority) {
        IpAddress vip = IpAddress.parse("192.0.2.100");
        Advertisement advert =
                new Advertisement(2, new Vrid(51), new Priority(priority), 100, List.of(vip), Authentication.NONE);
        return VrrpEncoder.encode(
                advert, IpAddress.parse(PEER), IpAddress.parse("224.0.0.18"), ChecksumForm.PSEUDO_HEADER);
    }

    WordNode linkAt(long atNanos, String dev, boolean running) {
        return at(atNanos, () -> engine.onLink(nowNanos, new Link(new InterfaceName(dev), running, 1500)));
    }

    WordNode linkGoneAt(long atNanos, String dev) {
        return at(atNanos, () -> engine.onLinkGone(nowNanos, new InterfaceName(dev)));
    }

    WordNode addressAt(long atNanos, String dev, String prefix) {
        return at(atNanos, () -> engine.onAddress(nowNanos, new InterfaceName(dev), IpPrefix.parse(prefix), false));
    }

    WordNode result(TrackerKind kind, String name, TrackerResult result) {
        return at(nowNanos, () -> engine.onTrackerResult(nowNanos, new TrackerId(kind, name), result, 0));
    }

    /** The wall clock shows this now. */
    WordNode wallClock(long epochMillis) {
        return at(nowNanos, () -> engine.onWallClock(nowNanos, epochMillis));
    }

    WordNode shutDown() {
        return at(nowNanos, () -> engine.onShutdown(nowNanos));
    }

    private WordNode at(long atNanos, Runnable input) {
        runTo(atNanos - 1);
        nowNanos = atNanos;
        engine.onWake(nowNanos);
        input.run();
        finish();
        return this;
    }

    private void finish() {
        engine.onTime(nowNanos);
        for (List<Action> actions = engine.takeActions(); !actions.isEmpty(); actions = engine.takeActions()) {
            for (Action action : actions) {
                done.add(new Timed(nowNanos, action));
                engine.onOutcome(nowNanos, action, Outcome.DONE);
                if (action instanceof Action.RunScript script) {
                    engine.onScriptFinished(nowNanos, script.run().id(), ScriptResult.SUCCEEDED, 0, 1, "");
                }
            }
        }
        engine.nextDeadlineNanos();
    }

    // What it shows.

    AgentSnapshot snapshot() {
        return engine.snapshot(nowNanos);
    }

    RouterSnapshot router() {
        return snapshot().routers().get(0);
    }

    RouterState state() {
        return router().state();
    }

    /** The states of all routers, by name. */
    Map<String, RouterState> states() {
        return snapshot().routers().stream().collect(Collectors.toMap(RouterSnapshot::name, RouterSnapshot::state));
    }

    /** The effective priorities of all routers. */
    List<Integer> priorities() {
        return snapshot().routers().stream()
                .map(router -> router.effectivePriority().value())
                .toList();
    }

    int priority() {
        return router().effectivePriority().value();
    }

    long discarded(DiscardReason reason) {
        return router().counters().advertsDiscarded().getOrDefault(reason, 0L);
    }

    List<Action.SendAdvertisement> adverts() {
        return actions(Action.SendAdvertisement.class);
    }

    /** The VRRP messages that were sent, without the header of IPv4. */
    List<Octets> messages() {
        return adverts().stream()
                .map(advert -> advert.source().family().version() == 4
                        ? advert.packet().slice(20, advert.packet().length())
                        : advert.packet())
                .toList();
    }

    /** An octet of the first message. */
    int octet(int index) {
        return Integer.parseInt(messages().get(0).toString().substring(2 * index, 2 * index + 2), 16);
    }

    /** What was put on interfaces: {@code 192.0.2.100/24 eth0}. */
    List<String> installed() {
        return actions(Action.InstallAddresses.class).stream()
                .flatMap(action -> action.addresses().stream())
                .map(address -> address.prefix() + " " + address.dev())
                .distinct()
                .toList();
    }

    /** The routes and rules that were installed. */
    List<RoutingEntry> routes() {
        return actions(Action.InstallRoute.class).stream()
                .map(Action.InstallRoute::entry)
                .toList();
    }

    /** The scripts that ran: {@code notify_master [/etc/holdfast/notify.sh, x]}. */
    List<String> scripts() {
        return actions(Action.RunScript.class).stream()
                .map(script -> script.run().kind() + " " + script.run().arguments())
                .toList();
    }

    <A extends Action> List<A> actions(Class<A> kind) {
        return done.stream()
                .map(Timed::action)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    <A extends Action> List<Long> times(Class<A> kind) {
        return done.stream()
                .filter(timed -> kind.isInstance(timed.action()))
                .map(Timed::atNanos)
                .toList();
    }
}
