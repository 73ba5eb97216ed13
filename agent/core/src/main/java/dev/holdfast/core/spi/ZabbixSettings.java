package dev.holdfast.core.spi;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of Zabbix.
 *
 * @param hostname how Zabbix calls this node
 * @param listen where questions are answered in Zabbix's passive protocol; empty for nowhere
 * @param allowed who may ask
 * @param push the servers and proxies that are told of transitions
 */
public record ZabbixSettings(String hostname, Optional<Listen> listen, List<IpPrefix> allowed, List<Destination> push) {
    public ZabbixSettings {
        allowed = List.copyOf(allowed);
        push = List.copyOf(push);
    }

    /**
     * Where to listen.
     *
     * @param port 1 to 65535
     */
    public record Listen(IpAddress address, int port) {
        /** As it stands in a URL. */
        @Override
        public String toString() {
            return withPort(address.toString(), port);
        }
    }

    /**
     * A server or a proxy.
     *
     * @param host an address, or a name that is looked up at each attempt
     * @param port 1 to 65535
     */
    public record Destination(String host, int port) {
        @Override
        public String toString() {
            return withPort(host, port);
        }
    }

    private static String withPort(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
