package dev.holdfast.exporter.zabbix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys that are answered. Names are API: templates and items made by hand name them.
 *
 * <p>Usable from any thread. Single values are those of the status document, so that an item, a metric and the page never
 * disagree; truth is written 1 and 0, as Zabbix counts it.
 */
final class Items {
    private static final String INSTANCE_FORM =
            "needs the name of an instance and a field of it, such as vrrp.instance.get[VI_1,state]";
    private static final String VIP_FORM =
            "needs a virtual address and a field of it, such as vrrp.vip.get[192.0.2.100,held]";
    private static final String HELD_FORM = "needs a virtual address, such as vrrp.vip.held[192.0.2.100]";

    private final Supplier<StatusText> status;
    private final Supplier<String> hostname;

    /** @param hostname how Zabbix calls this node */
    Items(Supplier<StatusText> status, Supplier<String> hostname) {
        this.status = status;
        this.hostname = hostname;
    }

    /** The answer to a key as it was received. */
    Answer answer(String text) {
        return ItemKey.parse(text).map(this::answer).orElse(Answer.unsupported("Invalid item key format."));
    }

    private Answer answer(ItemKey key) {
        return switch (key.name()) {
            case "agent.ping" -> bare(key, () -> "1");
            case "agent.hostname" -> bare(key, hostname);
            case "agent.version" ->
                bare(key, () -> status.get().root().path("version").asText());
            case "vrrp.get" -> bare(key, () -> status.get().text());
            case "vrrp.instance.get" ->
                key.parameters().size() == 2 ? instance(key) : Answer.unsupported(INSTANCE_FORM);
            case "vrrp.vip.get" ->
                key.parameters().size() == 2
                        ? vip(key.parameters().get(0), key.parameters().get(1))
                        : Answer.unsupported(VIP_FORM);
            case "vrrp.vip.held" ->
                key.parameters().size() == 1 ? vip(key.parameters().get(0), "held") : Answer.unsupported(HELD_FORM);
            default -> Answer.unsupported("Unsupported item key.");
        };
    }

    private static Answer bare(ItemKey key, Supplier<String> value) {
        return key.parameters().isEmpty()
                ? Answer.value(value.get())
                : Answer.unsupported("Item does not allow parameters.");
    }

    private Answer instance(ItemKey key) {
        String name = key.parameters().get(0);
        return status.get()
                .instance(name)
                .map(instance -> field(instance, key.parameters().get(1)))
                .orElseGet(() -> Answer.unsupported("No such instance: " + name + "."));
    }

    private Answer vip(String text, String field) {
        Optional<IpPrefix> address = prefix(text);
        if (address.isEmpty()) {
            return Answer.unsupported("Not an IP address: " + text + ".");
        }
        List<JsonNode> entries = status.get().addresses(address.get().address());
        if (entries.isEmpty()) {
            return Answer.unsupported("No instance has the virtual address " + text + ".");
        }
        // An address may be handed over between two instances of a node: the one that has it now can tell.
        JsonNode entry = entries.stream()
                .filter(each -> each.path("held").asBoolean())
                .findFirst()
                .orElse(entries.get(0));
        return field(entry, field);
    }

    private static Optional<IpPrefix> prefix(String text) {
        try {
            return Optional.of(IpPrefix.parse(text));
        } catch (IllegalArgumentException no) {
            return Optional.empty(); // The caller says so.
        }
    }

    /** A field, or one further inside: {@code priority.effective}. */
    private static Answer field(JsonNode node, String path) {
        JsonNode found =
                node.at("/" + path.replace("~", "~0").replace("/", "~1").replace('.', '/'));
        if (found.isMissingNode()) {
            return Answer.unsupported("No such field: " + path + ".");
        }
        if (found.isBoolean()) {
            return Answer.value(found.asBoolean() ? "1" : "0");
        }
        return Answer.value(found.isNull() ? "" : found.isValueNode() ? found.asText() : found.toString());
    }
}
