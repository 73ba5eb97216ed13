package dev.holdfast.lab;

/** The programs of a benchmark, each with and without real-time scheduling. */
enum Contender {
    HOLDFAST("Holdfast", Agent.Kind.HOLDFAST, false),
    KEEPALIVED("keepalived", Agent.Kind.KEEPALIVED, false),
    HOLDFAST_REAL_TIME("Holdfast, vrrp_rt_priority", Agent.Kind.HOLDFAST, true),
    KEEPALIVED_REAL_TIME("keepalived, vrrp_rt_priority", Agent.Kind.KEEPALIVED, true);

    private final String words;
    private final Agent.Kind kind;
    private final boolean realTime;

    Contender(String words, Agent.Kind kind, boolean realTime) {
        this.words = words;
        this.kind = kind;
        this.realTime = realTime;
    }

    String words() {
        return words;
    }

    Agent start(Lab lab, Router router) {
        return switch (kind) {
            case HOLDFAST ->
                HoldfastProcess.start(
                        lab,
                        router.self(),
                        withOption(router.holdfastConfig(), "global_defs:\n", "  vrrp_rt_priority: 50\n"));
            case KEEPALIVED ->
                KeepalivedProcess.start(
                        lab,
                        router.self(),
                        withOption(router.keepalivedConfig(), "global_defs {\n", "    vrrp_rt_priority 50\n"));
        };
    }

    private String withOption(String config, String after, String option) {
        return realTime ? config.replace(after, after + option) : config;
    }
}
