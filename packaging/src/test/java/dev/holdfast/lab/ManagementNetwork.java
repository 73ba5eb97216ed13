package dev.holdfast.lab;

import java.util.List;

/** A cable between two nodes that carries no adverts: agents reach each other there whatever becomes of the switch. */
final class ManagementNetwork {
    private static final String INTERFACE = "mgmt";

    private ManagementNetwork() {}

    static void between(LabNode a, LabNode b) {
        Shell.run(
                "ip",
                "-n",
                a.namespace(),
                "link",
                "add",
                INTERFACE,
                "type",
                "veth",
                "peer",
                "name",
                INTERFACE,
                "netns",
                b.namespace());
        for (LabNode node : List.of(a, b)) {
            node.ip("addr", "add", address(node) + "/24", "dev", INTERFACE);
            node.ip("link", "set", INTERFACE, "up");
        }
    }

    /** 198.51.100.1 for node a, and so on. */
    static String address(LabNode node) {
        return "198.51.100." + (node.letter().charAt(0) - 'a' + 1);
    }

    static void cut(LabNode node) {
        node.ip("link", "set", INTERFACE, "down");
    }
}
