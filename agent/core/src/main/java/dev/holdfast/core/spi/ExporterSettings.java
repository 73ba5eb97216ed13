package dev.holdfast.core.spi;

import java.util.List;

/**
 * What the configuration says for exporters; each takes its part and leaves the rest. Read and checked by the agent, so that
 * an operator is told of every mistake in one place and an exporter is never given a setting that is not legal.
 *
 * @param stateDirectory absolute path of the directory for what is to survive a restart; it may not exist
 * @param webhooks where events are sent, in the order of the configuration
 */
public record ExporterSettings(String stateDirectory, List<WebhookSettings> webhooks) {
    /** Where systemd's {@code StateDirectory=holdfast} is. */
    public static final String DEFAULT_STATE_DIRECTORY = "/var/lib/holdfast";

    /** What a configuration says that mentions no exporter. */
    public static final ExporterSettings NONE = new ExporterSettings(DEFAULT_STATE_DIRECTORY, List.of());

    public ExporterSettings {
        webhooks = List.copyOf(webhooks);
    }
}
