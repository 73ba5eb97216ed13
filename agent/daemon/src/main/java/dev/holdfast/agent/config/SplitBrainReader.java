package dev.holdfast.agent.config;

import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.engine.SplitBrainConfig;
import dev.holdfast.core.engine.SplitBrainConfig.Response;
import java.util.Arrays;
import java.util.Locale;

/** Reads {@code split_brain}. */
final class SplitBrainReader {
    private SplitBrainReader() {}

    static SplitBrainConfig read(Section section) {
        return new SplitBrainConfig(
                section.value("on_split_brain")
                        .flatMap(value -> value.word(Arrays.stream(Response.values())
                                .map(SplitBrainReader::word)
                                .toList()))
                        .map(word -> Response.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(SplitBrainConfig.DEFAULT.response()),
                ArbitrationConfig.NONE);
    }

    private static String word(Response response) {
        return response.name().toLowerCase(Locale.ROOT);
    }
}
