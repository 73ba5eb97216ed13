package dev.holdfast.agent.config;

import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.engine.AskedPeers;
import dev.holdfast.core.engine.SplitBrainConfig;
import java.util.List;

/** Reads {@code split_brain}. */
final class SplitBrainReader {
    private SplitBrainReader() {}

    /** @param peers the names of those that are asked */
    static SplitBrainConfig read(Section section, ScriptReader scripts, List<String> peers) {
        return new SplitBrainConfig(
                new ResolutionReader(scripts).read(section),
                new AskedPeers(peers),
                ArbitrationConfig.NONE,
                ClaimPolicyReader.read(section));
    }
}
