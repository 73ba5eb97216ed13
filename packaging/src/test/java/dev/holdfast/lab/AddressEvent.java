package dev.holdfast.lab;

/**
 * The kernel said that an address came (or was renewed) or went.
 *
 * @param micros on the wall clock
 */
record AddressEvent(String node, long micros, String address, boolean present) {}
