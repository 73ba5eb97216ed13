package dev.holdfast.core.engine;

/** The measures against split brain that are in force, for all virtual routers. */
final class SplitMeasures {
    private SplitBrainConfig config = SplitBrainConfig.DEFAULT;

    void configure(SplitBrainConfig changed) {
        config = changed;
    }

    ResolutionConfig resolution() {
        return config.resolution();
    }
}
