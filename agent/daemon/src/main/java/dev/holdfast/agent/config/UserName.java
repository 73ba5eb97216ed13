package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import java.util.Optional;

/** A user and perhaps a group, as keepalived writes them: {@code USER}, {@code USER GROUP} or {@code USER:GROUP}. */
final class UserName {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_.-]{0,31}[$]?|[0-9]{1,9}";
    private static final String FORM = "(" + NAME + ")([ :]{1,3}(" + NAME + "))?";

    private UserName() {}

    /** {@code USER} or {@code USER GROUP}, with a single space. */
    static Optional<String> read(Value value) {
        return value.text("USER or USER GROUP").flatMap(text -> {
            if (!isOne(text)) {
                value.error("must be USER or USER GROUP, was " + Excerpt.quoted(text));
                return Optional.empty();
            }
            return Optional.of(text.replaceAll("[ :]+", " "));
        });
    }

    /** Whether a text is {@code USER}, {@code USER GROUP} or {@code USER:GROUP}. */
    static boolean isOne(String text) {
        return text.matches(FORM);
    }

    /** The user alone. */
    static String userOf(String userAndGroup) {
        return userAndGroup.replaceAll(" .*", "");
    }
}
