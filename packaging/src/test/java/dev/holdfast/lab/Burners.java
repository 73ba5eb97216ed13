package dev.holdfast.lab;

import java.util.List;

/** Keeps every core busy at the usual priority until the lab closes. */
final class Burners {
    private Burners() {}

    static void start(Lab lab, LabNode node) {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            LabProcess.start(lab, node.namespace(), List.of("bash", "-c", "while :; do :; done"));
        }
    }
}
