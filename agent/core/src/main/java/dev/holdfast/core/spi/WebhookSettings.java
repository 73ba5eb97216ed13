package dev.holdfast.core.spi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One receiver of events, by HTTP.
 *
 * @param name the operator's word for it: 1 to 64 letters, digits, dots, dashes, underscores
 * @param format how an event is written for it
 * @param target where and how it is reached
 * @param signing how it can tell that an event is ours
 * @param filter what it wants to hear
 * @param key the routing key of PagerDuty, the API key of Opsgenie; nothing elsewhere
 * @param template the JSON text of {@link Format#TEMPLATE}; nothing elsewhere
 * @param links names and addresses of pages that every event mentions, such as {@code dashboard}
 * @param queueLength how many events may wait for it, at least 16
 */
public record WebhookSettings(
        String name,
        Format format,
        Target target,
        Signing signing,
        Filter filter,
        Optional<Secret> key,
        Optional<String> template,
        Map<String, String> links,
        int queueLength) {
    public WebhookSettings {
        links = Map.copyOf(links);
    }

    /** How an event is written. */
    public enum Format {
        /** Standard Webhooks; the body is a CloudEvents event as well. */
        STANDARD,
        /** CloudEvents 1.0, structured: all in the body. */
        CLOUDEVENTS,
        /** CloudEvents 1.0, binary: the attributes in headers. */
        CLOUDEVENTS_BINARY,
        /** What Alertmanager sends to its webhook receivers, version 4. */
        ALERTMANAGER,
        /** What Prometheus sends to Alertmanager. */
        ALERTMANAGER_API,
        /** A message for Slack, Mattermost and what understands the same. */
        SLACK,
        /** An adaptive card for a Teams workflow. */
        TEAMS,
        /** PagerDuty Events v2. */
        PAGERDUTY,
        /** Opsgenie alerts. */
        OPSGENIE,
        /** The operator's own JSON. */
        TEMPLATE;

        /** The word of the configuration. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Where a receiver is.
     *
     * @param url http or https; its path is often a secret
     * @param headers what is sent along, by name
     * @param proxy the HTTP proxy on the way, as {@code http://host:port}
     * @param authorities the PEM text of the only authorities to trust; nothing for those that Java knows
     * @param timeoutNanos how long one delivery may take altogether
     */
    public record Target(
            Secret url,
            Map<String, Secret> headers,
            Optional<String> proxy,
            Optional<String> authorities,
            long timeoutNanos) {
        public Target {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * How deliveries are signed.
     *
     * @param keys {@code whsec_} and base64, the newest first; several while they are being changed; may be empty
     * @param hub whether {@code X-Hub-Signature-256} is sent too, made with the first key
     */
    public record Signing(List<Secret> keys, boolean hub) {
        public Signing {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Which events a receiver gets.
     *
     * @param types patterns of event types, {@code *} for any run of characters; empty for all
     * @param instances the instances whose events it gets, beside those of the whole agent; empty for all
     * @param minimum the least severity
     */
    public record Filter(List<String> types, List<String> instances, Severity minimum) {
        /** Lets everything through. */
        public static final Filter ALL = new Filter(List.of(), List.of(), Severity.INFO);

        public Filter {
            types = List.copyOf(types);
            instances = List.copyOf(instances);
        }
    }
}
