package dev.holdfast.agent.http;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509TrustManager;

/**
 * Judges the certificates of clients: by who signed them, and by the names in them. Usable from any thread.
 */
public final class ClientCertificates implements X509TrustManager {
    private final Optional<X509TrustManager> authorities;
    private final Set<String> names;

    /**
     * @param authorities who must have signed a certificate; empty when anybody may, as {@code RequireAnyClientCert} says
     * @param names a certificate must have one of them as subject alternative name, exactly; empty for any
     */
    public ClientCertificates(Optional<X509TrustManager> authorities, Set<String> names) {
        this.authorities = authorities;
        this.names = Set.copyOf(names);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (authorities.isPresent()) {
            authorities.get().checkClientTrusted(chain, authType);
        }
        if (!names.isEmpty() && namesOf(chain[0]).stream().noneMatch(names::contains)) {
            throw new CertificateException("none of the certificate's names is among client_allowed_sans");
        }
    }

    /** DNS names, addresses, mail addresses and URIs; each entry of the JDK is a kind and a value. */
    private static List<String> namesOf(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
        return entries == null
                ? List.of()
                : entries.stream().map(entry -> String.valueOf(entry.get(1))).toList();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this end is the server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.map(X509TrustManager::getAcceptedIssuers).orElse(new X509Certificate[0]);
    }
}
