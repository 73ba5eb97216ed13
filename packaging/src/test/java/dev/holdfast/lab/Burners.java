package dev.holdfast.lab;

import java.util.List;

/** Keeps the machine busy at the usual priority until the lab closes. */
final class Burners {
    private Burners() {}

    /** One for every core. */
    static void start(Lab lab, LabNode node) {
        start(lab, node, Runtime.getRuntime().availableProcessors());
    }

    static void start(Lab lab, LabNode node, int count) {
        for (int i = 0; i < count; i++) {
            LabProcess.start(lab, node.namespace(), List.of("bash", "-c", "while :; do :; done"));
        }
    }
}
