package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.Timeouts;

/** One change of the kernel's load balancer. */
public sealed interface TableOrder
        permits ServiceOrder, TableOrder.SetTimeouts, TableOrder.StartSync, TableOrder.StopSync {
    <R> R accept(Visitor<R> visitor);

    /** What it is about, for a message. */
    String subject();

    /** One method per kind. */
    interface Visitor<R> {
        R service(ServiceOrder order);

        R setTimeouts(SetTimeouts order);

        R startSync(StartSync order);

        R stopSync(StopSync order);
    }

    /** Have those of these timeouts that are not 0. */
    record SetTimeouts(Timeouts wanted) implements TableOrder {
        @Override
        public String subject() {
            return "timeouts";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.setTimeouts(this);
        }
    }

    /** Start a sync daemon; none of its role runs. */
    record StartSync(SyncDaemon wanted) implements TableOrder {
        @Override
        public String subject() {
            return "sync daemon " + wanted.role();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.startSync(this);
        }
    }

    /** Stop the sync daemon of a role. */
    record StopSync(SyncDaemon.Role role) implements TableOrder {
        @Override
        public String subject() {
            return "sync daemon " + role;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stopSync(this);
        }
    }
}
