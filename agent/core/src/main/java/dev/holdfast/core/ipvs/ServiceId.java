package dev.holdfast.core.ipvs;

import dev.holdfast.core.net.IpFamily;

/** Which packets a virtual service is for; the kernel has one service for each. */
public sealed interface ServiceId {
    /** The family of the clients' packets. Only tunnels may lead to servers of the other one. */
    IpFamily family();

    /** The port of the packets; 0 for any. */
    int port();

    <R> R accept(Visitor<R> visitor);

    /** Packets to an address and a port. */
    static ServiceId of(Protocol protocol, String address, int port) {
        return new Listening(protocol, AddressPort.of(address, port));
    }

    /** Packets with a firewall mark. */
    static ServiceId ofMark(int mark, IpFamily family) {
        return new Marked(mark, family);
    }

    /** One method per kind. */
    interface Visitor<R> {
        R listening(Listening id);

        R marked(Marked id);
    }

    /**
     * Packets to an address and a port.
     *
     * @param at port 0 takes every port of the address, which works with persistence alone
     */
    record Listening(Protocol protocol, AddressPort at) implements ServiceId {
        @Override
        public IpFamily family() {
            return at.family();
        }

        @Override
        public int port() {
            return at.port();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listening(this);
        }

        /** {@code tcp 192.0.2.10:80}. */
        @Override
        public String toString() {
            return protocol.word() + " " + at;
        }
    }

    /**
     * Packets with a firewall mark.
     *
     * @param mark unsigned, never 0
     */
    record Marked(int mark, IpFamily family) implements ServiceId {
        public Marked {
            if (mark == 0) {
                throw new IllegalArgumentException("a firewall mark is not 0");
            }
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.marked(this);
        }

        /** {@code fwmark 7}, {@code fwmark 7 inet6}. */
        @Override
        public String toString() {
            String text = "fwmark " + Integer.toUnsignedString(mark);
            return family == IpFamily.IPV4 ? text : text + " inet6";
        }
    }
}
