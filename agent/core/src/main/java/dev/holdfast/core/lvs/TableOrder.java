package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;

/** One change of the kernel's table. */
public sealed interface TableOrder {
    /** The service that it is about. */
    ServiceId service();

    <R> R accept(Visitor<R> visitor);

    /** One method per kind. */
    interface Visitor<R> {
        R putService(PutService order);

        R removeService(RemoveService order);

        R putServer(PutServer order);

        R removeServer(RemoveServer order);
    }

    /** Have the service there like this; its servers and connections stay. */
    record PutService(VirtualService wanted) implements TableOrder {
        @Override
        public ServiceId service() {
            return wanted.id();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.putService(this);
        }
    }

    /** Take the service out, with its servers. */
    record RemoveService(ServiceId service) implements TableOrder {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.removeService(this);
        }
    }

    /** Have the server there like this; its connections stay. */
    record PutServer(ServiceId service, RealServer wanted) implements TableOrder {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.putServer(this);
        }
    }

    /** Take the server out. */
    record RemoveServer(ServiceId service, AddressPort server) implements TableOrder {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.removeServer(this);
        }
    }
}
