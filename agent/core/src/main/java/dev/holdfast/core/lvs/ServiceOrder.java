package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;

/** One change of a service, or of one of its servers. */
public sealed interface ServiceOrder extends TableOrder {
    /** The service that it is about. */
    ServiceId service();

    <R> R acceptKind(Kind<R> kind);

    @Override
    default <R> R accept(Visitor<R> visitor) {
        return visitor.service(this);
    }

    @Override
    default String subject() {
        return service().toString();
    }

    /** One method per kind. */
    interface Kind<R> {
        R putService(PutService order);

        R removeService(RemoveService order);

        R putServer(PutServer order);

        R removeServer(RemoveServer order);
    }

    /** Have the service there like this; its servers and connections stay. */
    record PutService(VirtualService wanted) implements ServiceOrder {
        @Override
        public ServiceId service() {
            return wanted.id();
        }

        @Override
        public <R> R acceptKind(Kind<R> kind) {
            return kind.putService(this);
        }
    }

    /** Take the service out, with its servers. */
    record RemoveService(ServiceId service) implements ServiceOrder {
        @Override
        public <R> R acceptKind(Kind<R> kind) {
            return kind.removeService(this);
        }
    }

    /** Have the server there like this; its connections stay. */
    record PutServer(ServiceId service, RealServer wanted) implements ServiceOrder {
        @Override
        public <R> R acceptKind(Kind<R> kind) {
            return kind.putServer(this);
        }
    }

    /** Take the server out. */
    record RemoveServer(ServiceId service, AddressPort server) implements ServiceOrder {
        @Override
        public <R> R acceptKind(Kind<R> kind) {
            return kind.removeServer(this);
        }
    }
}
