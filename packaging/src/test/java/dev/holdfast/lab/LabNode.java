package dev.holdfast.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * A host of the lab: a namespace with one interface, addresses that are usable at once, and a card address that makes
 * captures repeatable.
 *
 * @param letter "a" for node 1, the last octet of the card address and of the IPv6 addresses
 * @param port the name of the switch's end of the cable
 */
record LabNode(String letter, String namespace, String port, String mac, String ipv4, String linkLocal, String ipv6) {
    static final String INTERFACE = "eth0";

    static LabNode numbered(String lab, int number) {
        String letter = Character.toString("abcdef".charAt(number - 1));
        return new LabNode(
                letter,
                lab + "-" + letter,
                "p" + letter,
                "02:00:00:00:00:0" + letter,
                "192.0.2.1" + number,
                "fe80::" + letter,
                "2001:db8::" + letter);
    }

    void configure() {
        ip("link", "set", "lo", "up");
        ip("link", "set", INTERFACE, "addrgenmode", "none", "address", mac, "up");
        ip("addr", "add", ipv4 + "/24", "dev", INTERFACE);
        ip("addr", "add", linkLocal + "/64", "dev", INTERFACE, "nodad");
        ip("addr", "add", ipv6 + "/64", "dev", INTERFACE, "nodad");
    }

    /** Runs {@code ip} on this node's namespace. */
    String ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
        command.addAll(List.of(arguments));
        return Shell.run(command);
    }

    /** Runs a command in this node's namespace. */
    Shell.Result exec(String... command) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        inside.addAll(List.of(command));
        return Shell.attempt(inside);
    }

    /** Whether the kernel has an address now. */
    boolean holds(String address) {
        return ip("-o", "addr", "show").contains(" " + address + "/");
    }

    /** The body of an HTTP answer from this node's own loopback, whatever the status. */
    String httpGet(String path) {
        return http(path).replaceFirst("(?s)^.*?\r\n\r\n", "");
    }

    /** The whole HTTP answer, status line and headers included; empty when nobody listens. */
    String http(String path) {
        String script = "exec 3<>/dev/tcp/127.0.0.1/9112 2>/dev/null || exit 0; "
                + "printf 'GET %s HTTP/1.0\\r\\nHost: lab\\r\\n\\r\\n' '" + path + "' >&3; cat <&3";
        return exec("bash", "-c", script).output();
    }
}
