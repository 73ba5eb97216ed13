package dev.holdfast.lab;

import java.nio.file.Path;
import java.util.List;

/** An etcd cluster of one member on a node of the lab; its data outlives its process. */
final class EtcdProcess {
    private static final String PORT = ":2379";

    private final Lab lab;
    private final LabNode node;
    private final Path data;
    private LabProcess process;

    private EtcdProcess(Lab lab, LabNode node) {
        this.lab = lab;
        this.node = node;
        this.data = lab.folder().resolve("etcd-" + node.letter());
        this.process = start();
    }

    static EtcdProcess start(Lab lab, LabNode node) {
        return new EtcdProcess(lab, node);
    }

    /** Where agents ask. */
    String endpoint() {
        return "http://" + node.ipv4() + PORT;
    }

    void kill() {
        process.killTree();
        process.awaitExit(5);
    }

    void startAgain() {
        process = start();
    }

    private LabProcess start() {
        LabProcess started = LabProcess.start(
                lab,
                node.namespace(),
                List.of(
                        "etcd",
                        "--data-dir",
                        data.toString(),
                        "--listen-client-urls",
                        "http://0.0.0.0" + PORT,
                        "--advertise-client-urls",
                        endpoint(),
                        "--listen-peer-urls",
                        "http://127.0.0.1:2380"));
        started.awaitLine("ready to serve client requests", 30);
        return started;
    }
}
