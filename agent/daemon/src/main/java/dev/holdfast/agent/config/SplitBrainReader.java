package dev.holdfast.agent.config;

import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.engine.AskedPeers;
import dev.holdfast.core.engine.SplitBrainConfig;
import dev.holdfast.core.engine.SplitBrainConfig.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads {@code split_brain}. */
final class SplitBrainReader {
    private SplitBrainReader() {}

    /** @param peers the names of those that are asked */
    static SplitBrainConfig read(Section section, List<String> peers) {
        return new SplitBrainConfig(
                response(section), new AskedPeers(peers), ArbitrationConfig.NONE, ClaimPolicyReader.read(section));
    }

    private static Response response(Section section) {
        return section.value("on_split_brain")
                .flatMap(value -> value.word(Arrays.stream(Response.values())
                        .map(SplitBrainReader::word)
                        .toList()))
                .map(word -> Response.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(SplitBrainConfig.DEFAULT.response());
    }

    private static String word(Response response) {
        return response.name().toLowerCase(Locale.ROOT);
    }
}
