package dev.holdfast.core.spi;

import java.util.List;
import java.util.Optional;

/**
 * What the configuration says for exporters; each takes its part and leaves the rest. Read and checked by the agent, so that
 * an operator is told of every mistake in one place and an exporter is never given a setting that is not legal.
 *
 * @param stateDirectory absolute path of the directory for what is to survive a restart; it may not exist
 * @param webhooks where events are sent, in the order of the configuration
 * @param zabbix what is done for Zabbix beside answering over HTTP
 */
public record ExporterSettings(String stateDirectory, List<WebhookSettings> webhooks, Optional<ZabbixSettings> zabbix) {
    /** Where systemd's {@code StateDirectory=holdfast} is. */
    public static final String DEFAULT_STATE_DIRECTORY = "/var/lib/holdfast";

    /** What a configuration says that mentions no exporter. */
    public static final ExporterSettings NONE =
            new ExporterSettings(DEFAULT_STATE_DIRECTORY, List.of(), Optional.empty());

    public ExporterSettings {
        webhooks = List.copyOf(webhooks);
    }

    /** The same with other settings for Zabbix. */
    public ExporterSettings withZabbix(Optional<ZabbixSettings> other) {
        return new ExporterSettings(stateDirectory, webhooks, other);
    }
}
