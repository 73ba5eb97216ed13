package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.spi.ZabbixSettings;
import dev.holdfast.core.spi.ZabbixSettings.Destination;
import dev.holdfast.core.spi.ZabbixSettings.Listen;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code zabbix}, in the words of {@code zabbix_agentd.conf}. */
final class ZabbixReader {
    private static final int AGENT_PORT = 10_050;
    private static final int SERVER_PORT = 10_051;
    private static final int MAX_ALLOWED = 32;

    /** Each has a thread and a queue of its own. */
    private static final int MAX_DESTINATIONS = 8;

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[(?<six>[0-9A-Fa-f.:]{2,45})\\]|(?<host>[0-9A-Za-z_.-]{1,255}))(?::(?<port>.*))?");
    private static final String LISTEN_FORM = "ADDRESS or ADDRESS:PORT such as 192.0.2.11:10050 or [::]:10050, or off";
    private static final String ACTIVE_FORM = "HOST or HOST:PORT such as zabbix.example.net:10051";
    private static final String ALLOWED_FORM = "an address or a network such as 192.0.2.5 or 192.0.2.0/24";

    private ZabbixReader() {}

    static ZabbixSettings read(Section section, String routerId) {
        String hostname =
                section.value("hostname").flatMap(ZabbixReader::hostname).orElse(routerId);
        Optional<Value> place = section.value("listen");
        Optional<String> where = place.flatMap(value -> value.text(LISTEN_FORM));
        boolean off =
                place.isEmpty() || where.filter(HttpReader.OFF_WORDS::contains).isPresent();
        if (off) {
            section.value("server").ifPresent(value -> value.warning("has no effect without listen"));
        } else {
            section.required("server");
        }
        Optional<Listen> listen =
                off ? Optional.empty() : place.flatMap(value -> where.flatMap(text -> listen(value, text)));
        List<IpPrefix> allowed = section.value("server")
                .map(value -> all(value, MAX_ALLOWED, ALLOWED_FORM, ZabbixReader::allowed))
                .orElse(List.of());
        List<Destination> push = section.value("server_active")
                .map(value -> all(value, MAX_DESTINATIONS, ACTIVE_FORM, ZabbixReader::destination))
                .orElse(List.of());
        return new ZabbixSettings(hostname, listen, allowed, push);
    }

    /** What Zabbix allows in the name of a host. */
    private static Optional<String> hostname(Value value) {
        String form = "the name of a host in Zabbix: 1..128 letters, digits, spaces, dots, dashes, underscores";
        return value.text(form).flatMap(text -> {
            boolean fine = text.matches("[0-9A-Za-z_. -]{1,128}") && text.equals(text.strip());
            if (!fine) {
                value.error("must be " + form + ", was " + Excerpt.quoted(text));
            }
            return fine ? Optional.of(text) : Optional.empty();
        });
    }

    private static Optional<Listen> listen(Value value, String where) {
        Optional<Destination> parsed = hostAndPort(value, where, LISTEN_FORM, AGENT_PORT);
        Optional<IpAddress> address = parsed.flatMap(found -> Addresses.parse(found.host()));
        if (parsed.isPresent() && address.isEmpty()) {
            value.error("the address must be an IP address, was "
                    + Excerpt.quoted(parsed.get().host()));
        }
        return address.map(found -> new Listen(found, parsed.get().port()));
    }

    private static Optional<IpPrefix> allowed(Value value) {
        return value.text(ALLOWED_FORM).flatMap(text -> {
            try {
                return Optional.of(IpPrefix.parse(text));
            } catch (IllegalArgumentException no) {
                value.error("must be " + ALLOWED_FORM + " (names are not looked up), was " + Excerpt.quoted(text));
                return Optional.empty();
            }
        });
    }

    private static Optional<Destination> destination(Value value) {
        return value.text(ACTIVE_FORM).flatMap(text -> hostAndPort(value, text, ACTIVE_FORM, SERVER_PORT));
    }

    private static Optional<Destination> hostAndPort(Value value, String text, String form, int standardPort) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches()) {
            value.error("must be " + form + ", was " + Excerpt.quoted(text));
            return Optional.empty();
        }
        String host = matcher.group("six") == null ? matcher.group("host") : matcher.group("six");
        String digits = matcher.group("port") == null ? Integer.toString(standardPort) : matcher.group("port");
        Optional<Integer> port = Numbers.parse(digits, 1, 65_535);
        if (port.isEmpty()) {
            value.error("the port " + Numbers.complaint(digits, 1, 65_535));
        }
        return port.map(number -> new Destination(host, number));
    }

    /** One item, or a list of them. */
    private static <T> List<T> all(Value value, int most, String form, Function<Value, Optional<T>> reader) {
        List<Value> items = value.items().orElse(List.of(value));
        if (items.isEmpty() || items.size() > most) {
            value.error("must be " + form + ", or a list of 1.." + most + " of them, was a list of " + items.size());
            return List.of();
        }
        return items.stream().flatMap(item -> reader.apply(item).stream()).toList();
    }
}
