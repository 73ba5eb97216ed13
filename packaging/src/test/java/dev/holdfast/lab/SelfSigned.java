package dev.holdfast.lab;

import java.nio.file.Path;

/** A certificate of {@code localhost} and 127.0.0.1 for two days that signs itself, with its key, made by openssl. */
record SelfSigned(Path certificate, Path key) {
    /** @param name the files' name without ending, below the lab's folder */
    static SelfSigned make(Lab lab, String name) {
        SelfSigned made =
                new SelfSigned(lab.folder().resolve(name + ".crt"), lab.folder().resolve(name + ".key"));
        Shell.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                made.key().toString(),
                "-out",
                made.certificate().toString());
        return made;
    }
}
