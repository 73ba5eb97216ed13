package dev.holdfast.agent.config;

import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.engine.SplitBrainConfig;

/** Reads {@code split_brain}. */
final class SplitBrainReader {
    private SplitBrainReader() {}

    static SplitBrainConfig read(Section section, ScriptReader scripts) {
        return new SplitBrainConfig(new ResolutionReader(scripts).read(section), ArbitrationConfig.NONE);
    }
}
