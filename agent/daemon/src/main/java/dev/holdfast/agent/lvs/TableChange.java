package dev.holdfast.agent.lvs;

import dev.holdfast.core.lvs.ServiceOrder;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.IpvsTable;
import dev.holdfast.core.port.Outcome;

/** Orders as calls of the port. */
record TableChange(IpvsTable table) implements TableOrder.Visitor<Outcome>, ServiceOrder.Kind<Outcome> {
    @Override
    public Outcome service(ServiceOrder order) {
        return order.acceptKind(this);
    }

    @Override
    public Outcome putService(ServiceOrder.PutService order) {
        return table.put(order.wanted());
    }

    @Override
    public Outcome removeService(ServiceOrder.RemoveService order) {
        return table.remove(order.service());
    }

    @Override
    public Outcome putServer(ServiceOrder.PutServer order) {
        return table.put(order.service(), order.wanted());
    }

    @Override
    public Outcome removeServer(ServiceOrder.RemoveServer order) {
        return table.remove(order.service(), order.server());
    }

    @Override
    public Outcome setTimeouts(TableOrder.SetTimeouts order) {
        return table.set(order.wanted());
    }

    @Override
    public Outcome startSync(TableOrder.StartSync order) {
        return table.start(order.wanted());
    }

    @Override
    public Outcome stopSync(TableOrder.StopSync order) {
        return table.stop(order.role());
    }
}
