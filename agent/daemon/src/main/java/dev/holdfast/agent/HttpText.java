package dev.holdfast.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Asks an agent over HTTP. The small client of the JDK: the large one takes longer to load than everything else here. */
final class HttpText {
    /** Where an agent listens unless it is told otherwise. */
    static final URI AGENT = URI.create("http://127.0.0.1:9112");

    private static final int LIMIT_MILLIS = 3000;

    /** A status of a thousand instances fits in. */
    private static final int LARGEST = 8 << 20;

    private HttpText() {}

    /**
     * Who asks, and whom to believe.
     *
     * @param login user and password; empty for none
     * @param authority the certificates that may have signed the agent's; empty for those that Java knows
     */
    record Access(Optional<String> login, Optional<Path> authority) {
        static final Access NONE = new Access(Optional.empty(), Optional.empty());

        /** Keeps the password to itself. */
        @Override
        public String toString() {
            return "Access[" + (login.isPresent() ? "with" : "without") + " login]";
        }
    }

    /** @throws IOException when nobody answers, or not with status 200 */
    static String get(URI url, Access access) throws IOException {
        HttpURLConnection connection = open(url, access, LIMIT_MILLIS);
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            String hint = status == HttpURLConnection.HTTP_UNAUTHORIZED ? "; it wants --user and --password-file" : "";
            throw new IOException("answered " + status + hint);
        }
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    /**
     * A connection that follows no redirection.
     *
     * @param limitMillis how long connecting may take, and each wait for octets
     */
    static HttpURLConnection open(URI url, Access access, int limitMillis) throws IOException {
        if (!(url.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("not an http URL: " + url);
        }
        connection.setConnectTimeout(limitMillis);
        connection.setReadTimeout(limitMillis);
        connection.setInstanceFollowRedirects(false);
        if (access.login().isPresent()) {
            byte[] login = access.login().get().getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        if (access.authority().isPresent() && connection instanceof HttpsURLConnection encrypted) {
            encrypted.setSSLSocketFactory(trusting(access.authority().get()));
        }
        return connection;
    }

    private static SSLSocketFactory trusting(Path authority) throws IOException {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + store.size(), each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException unusable) {
            throw new IOException(
                    authority + " holds no certificates that can be used: " + unusable.getMessage(), unusable);
        }
    }
}
