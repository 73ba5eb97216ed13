package dev.holdfast.core.auth;

import dev.holdfast.core.net.Octets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A keyed digest (RFC 2104) that keeps its key between messages, for setting one up costs more than a message does. Not
 * thread-safe.
 */
final class KeyedDigest {
    private final Mac mac;

    private KeyedDigest(String algorithm, Octets key) {
        try {
            mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.toByteArray(), algorithm));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " belongs to every Java runtime", e);
        }
    }

    static KeyedDigest md5(Octets key) {
        return new KeyedDigest("HmacMD5", key);
    }

    static KeyedDigest sha256(Octets key) {
        return new KeyedDigest("HmacSHA256", key);
    }

    /** The whole digest. */
    byte[] of(byte[] message) {
        return mac.doFinal(message);
    }
}
