package dev.holdfast.lab;

import java.util.List;

/** Two watched nodes on a switch, and the routers they run. */
final class Pair implements AutoCloseable {
    private final Lab lab = Lab.open();
    private final LabNode a = lab.node(1);
    private final LabNode b = lab.node(2);
    private final AddressWatch watchA = AddressWatch.start(lab, a);
    private final AddressWatch watchB = AddressWatch.start(lab, b);

    Lab lab() {
        return lab;
    }

    LabNode a() {
        return a;
    }

    LabNode b() {
        return b;
    }

    AddressWatch watchA() {
        return watchA;
    }

    AddressWatch watchB() {
        return watchB;
    }

    /** Node a's router, of priority 150. */
    Router routerA(Protocol protocol) {
        return Router.of(protocol, 150, a, b);
    }

    /** Node b's router, of priority 100. */
    Router routerB(Protocol protocol) {
        return Router.of(protocol, 100, b, a);
    }

    /** Starts both so that a holds the address and b waits. */
    Agents startSettled(Agent.Kind kindA, Agent.Kind kindB, Router routerA, Router routerB) {
        Agent agentA = kindA.start(lab, routerA);
        watchA.awaitHolds(routerA.protocol().address(), 30);
        Agent agentB = kindB.start(lab, routerB);
        awaitListening(kindB, agentB, b);
        return new Agents(agentA, agentB);
    }

    /** Waits until a program is a backup that has had time to hear an advert. */
    static void awaitListening(Agent.Kind kind, Agent agent, LabNode node) {
        switch (kind) {
            case KEEPALIVED -> agent.process().awaitLine("Entering BACKUP STATE", 10);
            case HOLDFAST -> {
                if (!Clock.waitFor(30, () -> node.httpGet("/status").contains("BACKUP"))) {
                    throw new AssertionError("no BACKUP on " + node.namespace() + ":\n" + agent.log());
                }
            }
        }
        // All adverts here are of a second or less.
        Clock.sleep(1.2);
    }

    HoldersTimeline holders(String address) {
        return new HoldersTimeline(address, List.of(watchA, watchB));
    }

    @Override
    public void close() {
        lab.close();
    }

    record Agents(Agent a, Agent b) {}
}
