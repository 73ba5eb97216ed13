package dev.holdfast.agent.http;

import dev.holdfast.agent.config.WebConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Clients that know the test's authority, and some that have a certificate. */
final class TlsClient {
    private TlsClient() {}

    static Path path(String name) {
        return Path.of("src/test/resources/dev/holdfast/agent/tls", name).toAbsolutePath();
    }

    static HttpClient trustingCa() throws GeneralSecurityException, IOException {
        return speaking(HttpClient.Version.HTTP_2);
    }

    static HttpClient speaking(HttpClient.Version version) throws GeneralSecurityException, IOException {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(context(new KeyManager[0]))
                .build();
    }

    static HttpClient with(String name) throws GeneralSecurityException, IOException {
        Path file = Files.createTempFile("client", ".yml");
        try {
            Files.writeString(
                    file,
                    "tls_server_config: {cert_file: %s, key_file: %s}"
                            .formatted(path(name + ".pem"), path(name + ".key")));
            KeyManager keys = WebConfigReader.read(file)
                    .config()
                    .flatMap(web -> web.tls())
                    .orElseThrow()
                    .keys();
            return HttpClient.newBuilder()
                    .sslContext(context(new KeyManager[] {keys}))
                    .build();
        } finally {
            Files.delete(file);
        }
    }

    private static SSLContext context(KeyManager[] keys) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(path("ca.pem"))) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}
