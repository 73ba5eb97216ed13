package dev.holdfast.lab;

/** A program that holds a virtual address, keepalived or Holdfast. */
interface Agent {
    LabProcess process();

    /** Stops as an operator would. */
    default void terminate() {
        process().signal(Libc.SIGTERM);
    }

    /** Ends every process of the program without a word. */
    default void killHard() {
        process().killTree();
    }

    /** What it said, for the message of a failed test. */
    default String log() {
        return String.join("\n", process().lines());
    }

    /** The kinds of programs that the lab compares. */
    enum Kind {
        KEEPALIVED {
            @Override
            Agent start(Lab lab, Router router) {
                return KeepalivedProcess.start(lab, router.self(), router.keepalivedConfig());
            }
        },
        HOLDFAST {
            @Override
            Agent start(Lab lab, Router router) {
                return HoldfastProcess.start(lab, router.self(), router.holdfastConfig());
            }
        };

        abstract Agent start(Lab lab, Router router);
    }
}
