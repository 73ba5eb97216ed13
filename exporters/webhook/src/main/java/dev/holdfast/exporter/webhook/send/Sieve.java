package dev.holdfast.exporter.webhook.send;

import dev.holdfast.core.spi.WebhookSettings.Filter;
import dev.holdfast.exporter.webhook.event.Envelope;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which events a receiver wants. */
final class Sieve implements Predicate<Envelope> {
    private final Filter filter;
    private final List<Pattern> types;

    Sieve(Filter filter) {
        this.filter = filter;
        this.types = filter.types().stream().map(Sieve::pattern).toList();
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
    }

    @Override
    public boolean test(Envelope event) {
        return event.severity().compareTo(filter.minimum()) >= 0 && hasType(event) && hasInstance(event);
    }

    private boolean hasType(Envelope event) {
        return types.isEmpty()
                || types.stream().anyMatch(type -> type.matcher(event.type()).matches());
    }

    private boolean hasInstance(Envelope event) {
        return filter.instances().isEmpty()
                || event.instance().map(filter.instances()::contains).orElse(true);
    }
}
