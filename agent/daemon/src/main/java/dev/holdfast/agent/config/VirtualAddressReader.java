package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlPath;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads one virtual address: {@code ADDR[/LEN] [dev IF] [label L]} as keepalived writes it, or a mapping. */
final class VirtualAddressReader {
    private static final String FORM = "an address such as 192.0.2.10/24 or a mapping {address: ...}";

    /** IFNAMSIZ less its closing zero. */
    private static final String LABEL = "[^\\s/]{1,15}";

    private final Value item;
    private final InterfaceName interfaceName;

    private VirtualAddressReader(Value item, InterfaceName interfaceName) {
        this.item = item;
        this.interfaceName = interfaceName;
    }

    static Optional<VirtualAddress> read(Value item, InterfaceName interfaceName) {
        VirtualAddressReader reader = new VirtualAddressReader(item, interfaceName);
        if (item.mapping().isPresent()) {
            return Section.of(item.mark(), item, Block.ADDRESS, "").flatMap(reader::fromMapping);
        }
        return item.text(FORM).flatMap(reader::fromText);
    }

    private Optional<VirtualAddress> fromMapping(Section section) {
        Optional<String> address =
                section.required("address").flatMap(value -> value.text("an address such as 192.0.2.10/24"));
        Optional<String> dev = section.value("dev").flatMap(value -> value.text("the name of an interface"));
        Optional<String> label = section.value("label").flatMap(value -> value.text("a label"));
        return address.flatMap(text -> build(text, dev, label));
    }

    private Optional<VirtualAddress> fromText(String text) {
        String[] words = text.strip().split("\\s+", -1);
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < words.length; i += 2) {
            String word = words[i];
            if (!word.equals("dev") && !word.equals("label")) {
                item.problems().error(item.mark(), YamlPath.of(item.path(), word), Block.ADDRESS.describeUnknown(word));
                return Optional.empty();
            }
            if (i + 1 == words.length || options.put(word, words[i + 1]) != null) {
                item.error("\"" + word + "\" must be followed by one name and stand there once");
                return Optional.empty();
            }
        }
        return build(words[0], Optional.ofNullable(options.get("dev")), Optional.ofNullable(options.get("label")));
    }

    private Optional<VirtualAddress> build(String prefixText, Optional<String> devText, Optional<String> label) {
        Optional<IpPrefix> prefix = prefix(prefixText);
        Optional<InterfaceName> dev =
                devText.isEmpty() ? Optional.of(interfaceName) : InterfaceNames.parse(devText.get());
        if (dev.isEmpty()) {
            item.error(InterfaceNames.complaint(devText.orElse("")));
        }
        boolean labelled = label.isEmpty() || prefix.isEmpty() || isLabel(label.get(), prefix.get());
        return labelled ? prefix.flatMap(p -> dev.map(name -> new VirtualAddress(p, name, label))) : Optional.empty();
    }

    private Optional<IpPrefix> prefix(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            item.error(Addresses.complaint(slash < 0 ? text : text.substring(0, slash)));
            return Optional.empty();
        }
        Optional<String> unfit = Addresses.unfit(address.get());
        if (unfit.isPresent()) {
            item.error(address.get() + " is " + unfit.get() + " and cannot be a virtual address");
            return Optional.empty();
        }
        // As in keepalived, an address without a length stands for itself alone.
        return slash < 0 ? Optional.of(IpPrefix.host(address.get())) : length(address.get(), text.substring(slash + 1));
    }

    private Optional<IpPrefix> length(IpAddress address, String digits) {
        int bits = address.family().bits();
        Optional<Integer> length = Numbers.parse(digits, 1, bits);
        if (length.isEmpty()) {
            item.error("the prefix length " + Numbers.complaint(digits, 1, bits));
        }
        return length.map(number -> new IpPrefix(address, number));
    }

    private boolean isLabel(String label, IpPrefix prefix) {
        if (prefix.family() == IpFamily.IPV6) {
            item.error("IPv6 addresses have no label");
            return false;
        }
        if (!label.matches(LABEL)) {
            item.error("a label has 1..15 characters, no slash and no space, was " + Excerpt.quoted(label));
            return false;
        }
        return true;
    }
}
