package dev.holdfast.agent.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.spi.Severity;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.core.spi.WebhookSettings.Filter;
import dev.holdfast.core.spi.WebhookSettings.Format;
import dev.holdfast.core.spi.WebhookSettings.Signing;
import dev.holdfast.core.spi.WebhookSettings.Target;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads one receiver under {@code webhook}. */
final class WebhookReader {
    private static final int DEFAULT_QUEUE = 1_000;
    private static final int MOST_QUEUED = 5_000;
    private static final int MOST_ITEMS = 64;
    private static final int MOST_KEYS = 4;
    private static final int MOST_LINKS = 8;
    private static final int LONGEST_TEMPLATE = 64 * 1024;
    private static final String PATTERN = "[a-z_.*]{1,64}";
    private static final String SIGNING_KEY =
            "whsec_ and the base64 of 24..64 octets" + " (`printf whsec_; openssl rand -base64 32`)";

    private final Section section;
    private final Host host;
    private final List<String> instances;

    WebhookReader(Section section, Host host, List<String> instances) {
        this.section = section;
        this.host = host;
        this.instances = instances;
    }

    /** Empty when something is wrong, which is among the problems. */
    Optional<WebhookSettings> read(String name) {
        Format format = section.value("format")
                .flatMap(value -> choice(value, Format.values(), Format::word))
                .orElse(Format.STANDARD);
        Optional<Target> target = new WebhookTargetReader(section, host).read();
        Optional<Secret> key = of("key", format == Format.PAGERDUTY || format == Format.OPSGENIE, format)
                .flatMap(value -> SecretReader.read(value, host))
                .map(Secret::new);
        Optional<String> template =
                of("template", format == Format.TEMPLATE, format).flatMap(this::template);
        Signing signing = signing();
        Filter filter = filter();
        int queue = section.integer("queue", 16, MOST_QUEUED).orElse(DEFAULT_QUEUE);
        Map<String, String> links = section.value("links").map(this::links).orElse(Map.of());
        return target.map(way -> new WebhookSettings(name, format, way, signing, filter, key, template, links, queue));
    }

    private static <E> Optional<E> choice(Value value, E[] all, Function<E, String> word) {
        return value.word(Arrays.stream(all).map(word).toList())
                .flatMap(found -> Arrays.stream(all)
                        .filter(each -> word.apply(each).equals(found))
                        .findFirst());
    }

    /** A key that some formats need and the others cannot use. */
    private Optional<Value> of(String key, boolean needed, Format format) {
        if (needed) {
            return section.required(key);
        }
        section.value(key).ifPresent(value -> value.error("does not belong to format " + format.word()));
        return Optional.empty();
    }

    private Optional<String> template(Value value) {
        return TextFile.read(value, host, LONGEST_TEMPLATE).filter(text -> {
            try {
                new ObjectMapper().readTree(text);
                return true;
            } catch (JsonProcessingException broken) {
                value.error("must be JSON: line " + broken.getLocation().getLineNr() + ": "
                        + broken.getOriginalMessage().replaceAll("\\s+", " "));
                return false;
            }
        });
    }

    private Signing signing() {
        List<Value> values = section.value("secret")
                .map(value -> value.items().orElse(List.of(value)))
                .orElse(List.of());
        if (values.size() > MOST_KEYS) {
            section.value("secret").ifPresent(value -> value.error("must hold at most " + MOST_KEYS + " keys"));
        }
        List<Secret> keys =
                values.stream().flatMap(value -> signingKey(value).stream()).toList();
        boolean hub = section.bool("hub_signature").orElse(false);
        if (hub && values.isEmpty()) {
            section.value("hub_signature").ifPresent(value -> value.error("needs a secret to sign with"));
        }
        return new Signing(keys, hub);
    }

    private Optional<Secret> signingKey(Value value) {
        return SecretReader.read(value, host).flatMap(text -> {
            if (!isSigningKey(text)) {
                value.error("must be " + SIGNING_KEY);
                return Optional.empty();
            }
            return Optional.of(new Secret(text));
        });
    }

    private static boolean isSigningKey(String text) {
        if (!text.matches("whsec_[A-Za-z0-9+/]{1,100}={0,2}")) {
            return false;
        }
        try {
            int octets = Base64.getDecoder().decode(text.substring("whsec_".length())).length;
            return octets >= 24 && octets <= 64;
        } catch (IllegalArgumentException notBase64) {
            return false; // The caller says what it should be, and not what it was.
        }
    }

    private Filter filter() {
        List<String> types = texts("events", value -> {
            boolean fine = value.scalar().filter(text -> text.matches(PATTERN)).isPresent();
            if (!fine) {
                value.error("must be a type of event such as vrrp.fault_entered, or a pattern such as vrrp.fault_*");
            }
            return fine;
        });
        List<String> names = texts("instances", value -> value.word(instances).isPresent());
        Severity minimum = section.value("severity")
                .flatMap(value -> choice(value, Severity.values(), Severity::word))
                .orElse(Severity.INFO);
        return new Filter(types, names, minimum);
    }

    private List<String> texts(String key, Predicate<Value> check) {
        Optional<Value> list = section.value(key);
        if (list.isEmpty()) {
            return List.of();
        }
        List<Value> values = list.get().items().orElse(List.of(list.get()));
        if (values.isEmpty() || values.size() > MOST_ITEMS) {
            list.get().error("must hold 1.." + MOST_ITEMS + " items, was " + values.size());
            return List.of();
        }
        return values.stream()
                .filter(check)
                .flatMap(value -> value.scalar().stream())
                .toList();
    }

    private Map<String, String> links(Value value) {
        Map<String, String> links = new LinkedHashMap<>();
        value.mapping("of names to addresses of pages")
                .ifPresent(mapping -> mapping.entries().values().forEach(entry -> {
                    Value each = value.at(entry);
                    if (!entry.key().matches("[a-z][a-z0-9_]{0,31}")) {
                        value.problems()
                                .error(
                                        entry.keyMark(),
                                        each.path(),
                                        "a link's name must be 1..32 small letters, digits or underscores");
                    }
                    each.text("the address of a page")
                            .filter(text -> {
                                boolean fine = text.matches("https?://[\\x21-\\x7e]{1,500}");
                                if (!fine) {
                                    each.error("must be the http or https address of a page, without spaces");
                                }
                                return fine;
                            })
                            .ifPresent(text -> links.put(entry.key(), text));
                }));
        if (links.size() > MOST_LINKS) {
            value.error("must hold at most " + MOST_LINKS + " links, was " + links.size());
        }
        return links;
    }
}
