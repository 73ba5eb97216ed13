package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.core.spi.ExporterSettings;
import dev.holdfast.core.spi.WebhookSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the file says for exporters. */
final class WebhooksReader {
    /** Each has a thread and a connection of its own. */
    private static final int MOST_WEBHOOKS = 16;

    private final Host host;
    private final List<String> instances;

    WebhooksReader(Host host, List<Draft> drafts) {
        this.host = host;
        this.instances = drafts.stream().map(Draft::name).toList();
    }

    ExporterSettings read(Optional<Section> globals, Section top) {
        String directory = globals.flatMap(section -> section.value("state_directory"))
                .flatMap(WebhooksReader::directory)
                .orElse(ExporterSettings.DEFAULT_STATE_DIRECTORY);
        return new ExporterSettings(
                directory, top.value("webhook").map(this::webhooks).orElse(List.of()), Optional.empty());
    }

    private static Optional<String> directory(Value value) {
        return value.text("an absolute path").flatMap(text -> {
            Optional<Path> path = AbsolutePath.parse(text);
            if (path.isEmpty()) {
                value.error("must be an absolute path, was " + Excerpt.quoted(text));
            }
            return path.map(Path::toString);
        });
    }

    private List<WebhookSettings> webhooks(Value value) {
        List<Entry> entries = value.mapping("of names to receivers")
                .map(mapping -> List.copyOf(mapping.entries().values()))
                .orElse(List.of());
        if (entries.size() > MOST_WEBHOOKS) {
            value.error("must hold at most " + MOST_WEBHOOKS + " receivers, was " + entries.size());
            return List.of();
        }
        List<WebhookSettings> webhooks = new ArrayList<>();
        for (Entry entry : entries) {
            Value each = value.at(entry);
            InstanceNames.check(entry, each, "a webhook's");
            Section.of(entry.keyMark(), each, Block.WEBHOOK, "of keys to values")
                    .flatMap(section -> new WebhookReader(section, host, instances).read(entry.key()))
                    .ifPresent(webhooks::add);
        }
        return webhooks;
    }
}
