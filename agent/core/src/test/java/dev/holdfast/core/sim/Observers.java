package dev.holdfast.core.sim;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import java.util.ArrayList;
import java.util.List;

/** Hands everything on to several observers, in the order in which they came. */
final class Observers implements Observer {
    private final List<Observer> all = new ArrayList<>();

    void add(Observer observer) {
        all.add(observer);
    }

    @Override
    public void onFault(Fault fault, boolean begins) {
        all.forEach(each -> each.onFault(fault, begins));
    }

    @Override
    public void onStart(SimNode node) {
        all.forEach(each -> each.onStart(node));
    }

    @Override
    public void onEnd(SimNode node, boolean cleanly) {
        all.forEach(each -> each.onEnd(node, cleanly));
    }

    @Override
    public void onWake(SimNode node, long lateNanos) {
        all.forEach(each -> each.onWake(node, lateNanos));
    }

    @Override
    public void onDatagram(SimNode node, Inbound inbound) {
        all.forEach(each -> each.onDatagram(node, inbound));
    }

    @Override
    public void onHeard(SimNode node, Inbound inbound) {
        all.forEach(each -> each.onHeard(node, inbound));
    }

    @Override
    public void onConfig(SimNode node) {
        all.forEach(each -> each.onConfig(node));
    }

    @Override
    public void onShutdown(SimNode node) {
        all.forEach(each -> each.onShutdown(node));
    }

    @Override
    public void onAction(SimNode node, Action action) {
        all.forEach(each -> each.onAction(node, action));
    }

    @Override
    public void onOutcome(SimNode node, Action action, Outcome outcome) {
        all.forEach(each -> each.onOutcome(node, action, outcome));
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        all.forEach(each -> each.onEvent(node, event));
    }

    @Override
    public void onAddress(SimNode node, VirtualAddress address, boolean present) {
        all.forEach(each -> each.onAddress(node, address, present));
    }

    @Override
    public void onTurnEnd(SimNode node) {
        all.forEach(each -> each.onTurnEnd(node));
    }

    @Override
    public void onInstant() {
        all.forEach(Observer::onInstant);
    }
}
