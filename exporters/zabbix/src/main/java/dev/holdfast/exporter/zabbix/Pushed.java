package dev.holdfast.exporter.zabbix;

/**
 * One value on its way to Zabbix.
 *
 * @param epochMillis when it happened, wall time
 * @param text one line
 */
record Pushed(long epochMillis, String text) {}
