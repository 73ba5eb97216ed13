package dev.holdfast.agent.demo;

import java.util.List;

/**
 * A small network inside this machine: two nodes and a client on one switch, each a namespace of its own.
 *
 * <pre>
 *   node-a (192.0.2.1)   node-b (192.0.2.2)   client (192.0.2.10)
 *          eth0 \              | eth0              / eth0
 *                `---- br0 in the namespace lan --'
 * </pre>
 *
 * <p>All interfaces are made inside these namespaces: the machine's own are neither changed nor joined. Deleting the
 * namespaces deletes everything.
 */
final class DemoNetwork implements AutoCloseable {
    static final String VIP = "192.0.2.100";

    private static final String PREFIX = "holdfast-demo-";
    private static final List<String> MEMBERS = List.of("a", "b", "client");
    private static final List<String> ADDRESSES = List.of("192.0.2.1/24", "192.0.2.2/24", "192.0.2.10/24");

    private final String prefix;

    private DemoNetwork(String prefix) {
        this.prefix = prefix;
    }

    /** Makes the network; when that fails half-way, nothing of it stays. */
    static DemoNetwork create(long pid) throws InterruptedException {
        removeLeftovers();
        DemoNetwork network = new DemoNetwork(PREFIX + pid + "-");
        try {
            network.build();
            return network;
        } catch (DemoException e) {
            network.close();
            throw e;
        }
    }

    /** The name of a member's namespace. */
    String namespace(String member) {
        return prefix + member;
    }

    private void build() throws InterruptedException {
        String lan = namespace("lan");
        ip("netns", "add", lan);
        ip("-n", lan, "link", "add", "br0", "type", "bridge");
        ip("-n", lan, "link", "set", "br0", "up");
        for (int i = 0; i < MEMBERS.size(); i++) {
            join(lan, MEMBERS.get(i), ADDRESSES.get(i));
        }
    }

    private void join(String lan, String member, String address) throws InterruptedException {
        String namespace = namespace(member);
        String port = "port-" + member;
        ip("netns", "add", namespace);
        ip("-n", lan, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", namespace);
        ip("-n", lan, "link", "set", port, "master", "br0", "up");
        ip("-n", namespace, "link", "set", "lo", "up");
        ip("-n", namespace, "addr", "add", address, "dev", "eth0");
        ip("-n", namespace, "link", "set", "eth0", "up");
    }

    /** Deletes the namespaces of this network, and with them its interfaces. May be called twice. */
    @Override
    public void close() {
        remove(prefix);
    }

    /** A demonstration that was killed cannot clean up; the next one does it. */
    private static void removeLeftovers() throws InterruptedException {
        for (String name : namespaces()) {
            if (name.startsWith(PREFIX) && !isRunning(name.substring(PREFIX.length()))) {
                ip("netns", "del", name);
            }
        }
    }

    private static boolean isRunning(String pidAndMember) {
        String pid = pidAndMember.replaceFirst("-.*", "");
        return !pid.matches("\\d{1,9}") || ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    private static void remove(String prefix) {
        try {
            for (String name : namespaces()) {
                if (name.startsWith(prefix)) {
                    ip("netns", "del", name);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The names alone: a line may go on with {@code (id: 1)}. */
    private static List<String> namespaces() throws InterruptedException {
        return Tool.run("ip", "netns", "list")
                .lines()
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();
    }

    private static void ip(String... arguments) throws InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "ip";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Tool.run(command);
    }
}
