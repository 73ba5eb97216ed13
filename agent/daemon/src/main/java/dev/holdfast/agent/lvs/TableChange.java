package dev.holdfast.agent.lvs;

import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.IpvsTable;
import dev.holdfast.core.port.Outcome;

/** Orders as calls of the port. */
record TableChange(IpvsTable table) implements TableOrder.Visitor<Outcome> {
    @Override
    public Outcome putService(TableOrder.PutService order) {
        return table.put(order.wanted());
    }

    @Override
    public Outcome removeService(TableOrder.RemoveService order) {
        return table.remove(order.service());
    }

    @Override
    public Outcome putServer(TableOrder.PutServer order) {
        return table.put(order.service(), order.wanted());
    }

    @Override
    public Outcome removeServer(TableOrder.RemoveServer order) {
        return table.remove(order.service(), order.server());
    }
}
