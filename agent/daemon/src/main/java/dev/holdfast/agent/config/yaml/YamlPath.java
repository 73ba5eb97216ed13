package dev.holdfast.agent.config.yaml;

/** The names of places in a tree: {@code vrrp_instance.VI_1.virtual_ipaddress[0]}. */
public final class YamlPath {
    public static final String ROOT = "";

    private YamlPath() {}

    /** The place of a key below a place. */
    public static String of(String parent, String key) {
        String name = key.isEmpty() ? "\"\"" : Excerpt.plain(key);
        return parent.isEmpty() ? name : parent + "." + name;
    }

    /** The place of a list's item; the first is 0. */
    public static String of(String parent, int index) {
        return parent + "[" + index + "]";
    }
}
