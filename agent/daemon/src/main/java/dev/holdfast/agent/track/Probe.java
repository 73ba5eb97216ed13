package dev.holdfast.agent.track;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.notify.ScriptCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one look does. An object that exists is legal. */
public sealed interface Probe {
    /** Gives the visitor what it is. */
    <R> R accept(Visitor<R> visitor);

    /** A case for every kind. */
    interface Visitor<R> {
        R script(Script probe);

        R tcp(Tcp probe);

        R http(Http probe);

        R ping(Ping probe);

        R dns(Dns probe);

        R smtp(Smtp probe);

        R udp(Udp probe);

        R processCount(ProcessCount probe);

        R fileNumber(FileNumber probe);

        R fileThere(FileThere probe);
    }

    /**
     * Runs a program: exit status 0 is a success.
     *
     * @param weighs whether an exit status of 2 and above is a number, two less than it
     */
    record Script(ScriptCommand command, boolean weighs) implements Probe {
        /** Anything but 0 is a failure. */
        public Script(ScriptCommand command) {
            this(command, false);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.script(this);
        }
    }

    /** Connects, and closes again. */
    record Tcp(String host, int port) implements Probe {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.tcp(this);
        }
    }

    /**
     * Asks for a page by GET and follows no redirection.
     *
     * @param uri http or https
     * @param statuses the status codes that are a success
     * @param body what the first part of the answer must match somewhere; empty for anything
     * @param verify whether the certificate and the name in it must be right
     * @param virtualHost what is asked for, instead of the host of the URI
     * @param digest what the MD5 of the whole page must be, in lower-case hexadecimal; empty for anything
     * @param speech how it is asked for
     */
    record Http(
            URI uri,
            List<StatusRange> statuses,
            Optional<Pattern> body,
            boolean verify,
            Optional<String> virtualHost,
            Optional<String> digest,
            Speech speech)
            implements Probe {
        public Http {
            statuses = List.copyOf(statuses);
        }

        /** Asks for the host of the URI, whatever the digest. */
        public Http(URI uri, List<StatusRange> statuses, Optional<Pattern> body, boolean verify) {
            this(uri, statuses, body, verify, Optional.empty(), Optional.empty(), Speech.USUAL);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.http(this);
        }

        /** Patterns are equal when they say the same: a reload is not to begin a check anew that nobody touched. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Http that
                    && uri.equals(that.uri)
                    && statuses.equals(that.statuses)
                    && verify == that.verify
                    && virtualHost.equals(that.virtualHost)
                    && digest.equals(that.digest)
                    && speech.equals(that.speech)
                    && bodyText().equals(that.bodyText());
        }

        @Override
        public int hashCode() {
            return Objects.hash(uri, statuses, verify, virtualHost, digest, speech, bodyText());
        }

        private Optional<String> bodyText() {
            return body.map(pattern -> pattern.flags() + " " + pattern.pattern());
        }
    }

    /**
     * How a page is asked for.
     *
     * @param serverName the name that is asked for in TLS (SNI), and that the certificate is for; empty for none, which
     *     leaves the certificate to the host of the URI
     */
    record Speech(Version version, Optional<String> serverName) {
        public static final Speech USUAL = new Speech(Version.HTTP_1_1, Optional.empty());

        /** Versions of HTTP that a page may be asked for by. */
        public enum Version {
            HTTP_1_0,
            /** And the server is told that the connection ends with its answer, which goes without saying. */
            HTTP_1_0_CLOSING,
            HTTP_1_1
        }
    }

    /** Status codes from one to another, both included. */
    record StatusRange(int from, int to) {}

    /** Waits for one echo. */
    record Ping(IpAddress address) implements Probe {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ping(this);
        }
    }

    /**
     * Asks a name server; any answer without an error is a success.
     *
     * @param type such as A, AAAA, SOA
     * @param wantsRecord whether the answer must have a record, too
     */
    record Dns(IpAddress server, int port, String name, String type, boolean wantsRecord) implements Probe {
        /** Wants a record. */
        public Dns(IpAddress server, int port, String name, String type) {
            this(server, port, name, type, true);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dns(this);
        }
    }

    /**
     * Says hello to a mail server, and goodbye.
     *
     * @param heloName who we say we are
     */
    record Smtp(IpAddress server, int port, String heloName) implements Probe {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.smtp(this);
        }
    }

    /**
     * Sends a datagram. Without a reply to wait for, only the server's complaint that nobody listens is a failure.
     *
     * @param payload what is sent, in hexadecimal; at least an octet, for Java sends no empty datagram
     * @param waitNanos how long to wait for the reply, or for the complaint
     */
    record Udp(IpAddress server, int port, String payload, Optional<Reply> reply, long waitNanos) implements Probe {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.udp(this);
        }
    }

    /**
     * What a datagram must be like.
     *
     * @param pattern what it must begin with, in lower-case hexadecimal with {@code x} for any digit; may be empty
     * @param minLength in octets
     * @param maxLength in octets
     */
    record Reply(String pattern, int minLength, int maxLength) {}

    /**
     * Counts processes.
     *
     * @param name the file name of the program, exactly
     * @param parameters what the arguments must be, exactly; empty for any
     * @param quorum how many there must be at least
     * @param quorumMax how many there may be at most; empty for any number
     */
    record ProcessCount(String name, Optional<List<String>> parameters, int quorum, OptionalInt quorumMax)
            implements Probe {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.processCount(this);
        }
    }

    /** The number in a file; a file that is not there, or holds none, counts as 0. */
    record FileNumber(Path path) implements Probe {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fileNumber(this);
        }
    }

    /** Whether a file is there: to switch a node off by hand, or on. */
    record FileThere(Path path) implements Probe {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fileThere(this);
        }
    }
}
