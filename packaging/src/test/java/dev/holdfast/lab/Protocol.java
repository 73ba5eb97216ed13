package dev.holdfast.lab;

import java.util.List;
import java.util.Optional;

/** The protocols of the pairs: version, family, authentication, and an interval short enough to wait for. */
enum Protocol {
    V2_PLAIN(2, "1", "192.0.2.100/24"),
    V2_PASS(2, "1", "192.0.2.101/24 192.0.2.102/24"),
    V2_AH(2, "1", "192.0.2.104/24"),
    V3_IPV4(3, "0.2", "192.0.2.103/24"),
    V3_IPV6(3, "0.2", "fe80::100/128 2001:db8::100/128");

    private final int version;
    private final String interval;
    private final String addresses;

    Protocol(int version, String interval, String addresses) {
        this.version = version;
        this.interval = interval;
        this.addresses = addresses;
    }

    int version() {
        return version;
    }

    String interval() {
        return interval;
    }

    List<String> addresses() {
        return List.of(addresses.split(" ", -1));
    }

    boolean isIpv6() {
        return this == V3_IPV6;
    }

    /** keepalived's word for the authentication; empty for none. */
    Optional<String> authentication() {
        return switch (this) {
            case V2_PASS -> Optional.of("PASS");
            case V2_AH -> Optional.of("AH");
            case V2_PLAIN, V3_IPV4, V3_IPV6 -> Optional.empty();
        };
    }

    /** The address to ask for: the first that a client elsewhere could use. */
    String address() {
        String last = addresses().get(addresses().size() - 1);
        return last.substring(0, last.indexOf('/'));
    }
}
