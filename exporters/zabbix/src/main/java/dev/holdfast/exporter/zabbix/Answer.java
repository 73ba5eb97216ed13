package dev.holdfast.exporter.zabbix;

/**
 * What Zabbix gets for an item.
 *
 * @param supported whether {@code text} is the value; else it says why there is none
 */
record Answer(boolean supported, String text) {
    static Answer value(String text) {
        return new Answer(true, text);
    }

    /** No value: Zabbix shows the item as not supported, with this text. */
    static Answer unsupported(String why) {
        return new Answer(false, why);
    }

    /** As it stands on the wire, and as a helper prints it. */
    String plain() {
        return supported ? text : "ZBX_NOTSUPPORTED\0" + text;
    }
}
