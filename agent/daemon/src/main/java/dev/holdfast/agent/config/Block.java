package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A block of the file and the keys it knows. {@code docs/configuration.md} lists the same, which a test checks.
 *
 * @param title the heading of the block in the documentation
 * @param place where it stands, for a sentence
 * @param keepalived the words of keepalived's block of the same name
 * @param keys the keys that may stand in it, in the order of the documentation
 */
record Block(String title, String place, Set<String> keepalived, List<String> keys) {
    static final Block TOP =
            block("top level", "at the top level", KeepalivedWords.TOP, "global_defs http vrrp_instance");
    static final Block GLOBAL_DEFS = block("global_defs", "in global_defs", KeepalivedWords.GLOBAL, """
            router_id script_user enable_script_security net_namespace vrrp_rt_priority vrrp_version vrrp_mcast_group4
            vrrp_mcast_group6 notify_timeout
            """);
    static final Block HTTP = block("http", "in http", Set.of(), "listen insecure");
    static final Block INSTANCE = block("vrrp_instance", "in a vrrp_instance", KeepalivedWords.INSTANCE, """
            state interface virtual_router_id priority advert_int version virtual_ipaddress preempt nopreempt
            authentication unicast_src_ip unicast_peer mcast_src_ip down_timer_adverts v3_checksum_as_v2 checksum lease
            notify_master notify_backup notify_fault notify_stop notify notify_timeout
            """);
    static final Block ADDRESS = block("virtual_ipaddress", "", KeepalivedWords.ADDRESS, "address dev label");
    static final Block AUTHENTICATION =
            block("authentication", "in authentication", KeepalivedWords.AUTHENTICATION, "auth_type auth_pass");
    static final Block PEER = block("unicast_peer", "", KeepalivedWords.PEER, "address min_ttl");
    static final Block SCRIPT = block("script", "", Set.of(), "script user");
    static final Block SECRET = block("secret", "", Set.of(), "file env");

    static final List<Block> ALL =
            List.of(TOP, GLOBAL_DEFS, HTTP, INSTANCE, ADDRESS, AUTHENTICATION, PEER, SCRIPT, SECRET);

    /** Where a misplaced key may belong; the blocks with common words such as {@code address} are left out. */
    private static final List<Block> HOMES = List.of(TOP, GLOBAL_DEFS, HTTP, INSTANCE, AUTHENTICATION);

    private static Block block(String title, String place, Set<String> keepalived, String keys) {
        return new Block(title, place, keepalived, List.of(keys.strip().split("\\s+", -1)));
    }

    /** What to say of a key that is not among them. */
    String describeUnknown(String key) {
        if (keepalived.contains(key)) {
            return "is a keepalived keyword that Holdfast does not support (yet)";
        }
        Optional<Block> home =
                HOMES.stream().filter(block -> block.keys.contains(key)).findFirst();
        if (home.isPresent()) {
            return "unknown key here; it belongs " + home.get().place();
        }
        String guess = Words.nearest(key, keys)
                .map(word -> "unknown key, did you mean " + Excerpt.quoted(word) + "?")
                .orElse("unknown key;");
        return guess + " allowed: " + String.join(", ", keys);
    }
}
