package dev.holdfast.agent.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to tell by mail, of what, and through which server.
 *
 * @param from the sender's address
 * @param to the recipients' addresses, at least one
 * @param server where mails are handed in
 * @param instances the instances whose transitions are told
 * @param groups the sync groups whose transitions are told
 * @param faults whether transitions to FAULT are told
 * @param served the virtual servers and real servers whose ups and downs are told, and what subjects call them
 */
public record MailSettings(
        String from,
        List<String> to,
        Server server,
        Set<String> instances,
        Set<String> groups,
        boolean faults,
        Map<Served, String> served) {
    public MailSettings {
        to = List.copyOf(to);
        instances = Set.copyOf(instances);
        groups = Set.copyOf(groups);
        served = Map.copyOf(served);
    }

    /**
     * A virtual server, or one of its real servers, as events call them.
     *
     * @param realServer empty for the virtual server itself, which is its quorum
     */
    public record Served(String virtualServer, String realServer) {}

    /**
     * A mail server.
     *
     * @param host name or address
     * @param port 1 to 65535
     * @param timeoutNanos how long connecting may take
     * @param helo how we introduce ourselves
     * @param tls whether and when the connection is encrypted
     * @param verify whether the server's certificate must be good
     */
    public record Server(
            String host, int port, long timeoutNanos, String helo, Tls tls, boolean verify, Optional<Login> login) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** When the connection is encrypted. */
    public enum Tls {
        /** Never. */
        OFF,
        /** After STARTTLS, where the server offers that; the certificate is not looked at. */
        OPTIONAL,
        /** After STARTTLS, or no mail is sent. */
        REQUIRED,
        /** From its beginning. */
        IMPLICIT
    }

    /** Who we are to the server. Never shown. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "a login";
        }
    }
}
