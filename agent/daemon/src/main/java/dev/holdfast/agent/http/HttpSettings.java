package dev.holdfast.agent.http;

/**
 * Where to listen.
 *
 * @param host an address literal or a name
 * @param port 0 for any free one
 */
public record HttpSettings(String host, int port) {}
