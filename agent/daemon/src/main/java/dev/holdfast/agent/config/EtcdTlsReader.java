package dev.holdfast.agent.config;

import dev.holdfast.agent.arbitrate.EtcdSettings.Tls;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Reads {@code ca_file}, {@code cert_file} and {@code key_file} of {@code etcd}, and what is in these files. */
final class EtcdTlsReader {
    private static final int MOST_OCTETS = 65_536;

    private final Host host;

    EtcdTlsReader(Host host) {
        this.host = host;
    }

    /** Whether a text is what it should be. */
    private interface Check {
        void check(String text) throws GeneralSecurityException;
    }

    Tls read(Section section) {
        Optional<String> authorities = text(section, "ca_file", Pem::certificates);
        Optional<String> certificate = text(section, "cert_file", Pem::certificates);
        Optional<String> key = text(section, "key_file", Pem::privateKey);
        if (section.value("cert_file").isPresent() != section.value("key_file").isPresent()) {
            section.problems()
                    .error(section.mark(), section.path(), "must have both cert_file and key_file, or neither");
        }
        return new Tls(authorities, certificate.flatMap(own -> key.map(secret -> new Tls.Client(own, secret))));
    }

    private Optional<String> text(Section section, String name, Check check) {
        if (section.value(name).isEmpty()) {
            return Optional.empty();
        }
        Value value = section.value(name).get();
        return TextFile.read(value, host, MOST_OCTETS).filter(text -> isFine(value, text, check));
    }

    private static boolean isFine(Value value, String text, Check check) {
        try {
            check.check(text);
            return true;
        } catch (GeneralSecurityException e) {
            value.error(value.scalar().orElse("") + " " + e.getMessage());
            return false;
        }
    }
}
