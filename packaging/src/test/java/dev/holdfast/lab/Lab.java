package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One switch, the nodes on it, and everything running in them. Namespaces have names that no other lab uses, and all of
 * it is gone when the lab is closed, or at the latest when the tests' process ends.
 */
final class Lab implements AutoCloseable {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Set<Lab> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(Lab::close)));
    }

    private final String name = "hf-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    private final String bridge = name + "-br";
    private final List<String> namespaces = new ArrayList<>();
    private final Deque<AutoCloseable> kept = new ArrayDeque<>();
    private final Path folder;

    private Lab() {
        try {
            folder = Files.createTempDirectory(name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lab open() {
        Lab lab = new Lab();
        OPEN.add(lab);
        try {
            lab.addNamespace(lab.bridge);
            // Without snooping the bridge floods multicast as a plain switch does.
            Shell.run("ip", "-n", lab.bridge, "link", "add", "br0", "type", "bridge", "mcast_snooping", "0");
            Shell.run("ip", "-n", lab.bridge, "link", "set", "br0", "up");
        } catch (IllegalStateException e) {
            lab.close();
            throw e;
        }
        return lab;
    }

    /** A node on the switch: 1 is "a" with 192.0.2.11, 2 is "b" with 192.0.2.12, and so on to 5. */
    LabNode node(int number) {
        LabNode node = LabNode.numbered(name, number);
        addNamespace(node.namespace());
        insertCard(node);
        return node;
    }

    /** Gives a node its network card, on the switch and with its addresses. */
    void insertCard(LabNode node) {
        Shell.run(
                "ip",
                "-n",
                bridge,
                "link",
                "add",
                node.port(),
                "type",
                "veth",
                "peer",
                "name",
                LabNode.INTERFACE,
                "netns",
                node.namespace());
        Shell.run("ip", "-n", bridge, "link", "set", node.port(), "master", "br0", "up");
        node.configure();
    }

    /** Takes the network card out of a node: the interface is gone, and all that was on it. */
    void pullCard(LabNode node) {
        node.ip("link", "del", LabNode.INTERFACE);
    }

    /** The host that uses the virtual address. */
    LabNode client() {
        return node(5);
    }

    /** Host death as others see it: the node says and hears nothing, and its link stays up. */
    void silence(LabNode node) {
        Shell.run("ip", "-n", bridge, "link", "set", node.port(), "nomaster");
    }

    void hearAgain(LabNode node) {
        Shell.run("ip", "-n", bridge, "link", "set", node.port(), "master", "br0");
    }

    /** Whether the switch passes on to these nodes what is sent to a group; broadcasts always go through. */
    void passMulticast(boolean passes, LabNode... nodes) {
        for (LabNode node : nodes) {
            String flood = passes ? "on" : "off";
            Shell.run("bridge", "-n", bridge, "link", "set", "dev", node.port(), "mcast_flood", flood);
        }
    }

    /** Takes the cable out: the node loses carrier. */
    void unplug(LabNode node) {
        Shell.run("ip", "-n", bridge, "link", "set", node.port(), "down");
    }

    void plug(LabNode node) {
        Shell.run("ip", "-n", bridge, "link", "set", node.port(), "up");
    }

    /** A cable from node to node beside the switch, with an interface of this name at both ends and no address. */
    void layCable(LabNode one, LabNode other, String dev) {
        one.ip("link", "add", dev, "type", "veth", "peer", "name", dev, "netns", other.namespace());
        for (LabNode end : List.of(one, other)) {
            end.ip("link", "set", dev, "addrgenmode", "none", "up");
        }
    }

    /** Closes something together with the lab, the last first. */
    <T extends AutoCloseable> T keep(T closeable) {
        synchronized (kept) {
            kept.push(closeable);
        }
        return closeable;
    }

    /** A folder of this lab's own, removed with it; readable by everyone, for scripts that run as nobody. */
    Path folder() {
        return folder;
    }

    Path write(String fileName, String text) {
        try {
            return Files.writeString(folder.resolve(fileName), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addNamespace(String namespace) {
        Shell.run("ip", "netns", "add", namespace);
        namespaces.add(namespace);
    }

    @Override
    public void close() {
        if (!OPEN.remove(this)) {
            return;
        }
        synchronized (kept) {
            while (!kept.isEmpty()) {
                closeQuietly(kept.pop());
            }
        }
        for (String namespace : namespaces) {
            endProcessesOf(namespace);
            Shell.attempt(List.of("ip", "netns", "del", namespace));
        }
        deleteFolder();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception | AssertionError e) {
            System.err.println("lab: " + e.getMessage());
        }
    }

    /** What a daemon left behind, for example a child of a killed parent; only our own namespace is asked. */
    private static void endProcessesOf(String namespace) {
        Shell.Result pids = Shell.attempt(List.of("ip", "netns", "pids", namespace));
        if (pids.status() != 0) {
            return;
        }
        pids.output()
                .lines()
                .map(Long::parseLong)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    private void deleteFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("lab: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
