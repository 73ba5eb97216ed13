package dev.holdfast.agent.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Certificates and keys as text. What is wrong is said by an exception whose message is for the operator. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /** rsaEncryption with its NULL, and id-ecPublicKey, as DER (RFC 8017 appendix C, RFC 5480 section 2.1.1). */
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xa0;

    private Pem() {}

    /** All certificates of a text, in its order; at least one. */
    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (MatchResult block : blocks(text)) {
            if (block.group(1).equals("CERTIFICATE")) {
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(octets(block))));
            }
        }
        if (found.isEmpty()) {
            throw new CertificateException("has no certificate in PEM form");
        }
        return found;
    }

    /** The first private key of a text. */
    static PrivateKey privateKey(String text) throws GeneralSecurityException {
        for (MatchResult block : blocks(text)) {
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return decode(octets(block));
                }
                case "RSA PRIVATE KEY" -> {
                    return decode(pkcs8(RSA, octets(block)));
                }
                case "EC PRIVATE KEY" -> {
                    byte[] key = octets(block);
                    return decode(pkcs8(der(SEQUENCE, EC, curve(key)), key));
                }
                case "ENCRYPTED PRIVATE KEY" -> throw new GeneralSecurityException("has a key that needs a password");
                default -> {
                    // Certificates and parameters may stand beside the key.
                }
            }
        }
        throw new GeneralSecurityException("has no private key in PEM form");
    }

    /** Whether this is the key of that certificate. */
    static boolean belongTogether(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        byte[] something = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(something);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(something);
        return signature.verify(signed);
    }

    private static List<MatchResult> blocks(String text) {
        return BLOCK.matcher(text).results().toList();
    }

    private static byte[] octets(MatchResult block) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(block.group(2).getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException damaged) {
            throw new GeneralSecurityException("has a damaged block " + block.group(1), damaged);
        }
    }

    private static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = decode(pkcs8, algorithm);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new GeneralSecurityException("has a key that is damaged, or neither RSA nor EC nor EdDSA");
    }

    private static Optional<PrivateKey> decode(byte[] pkcs8, String algorithm) throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (java.security.spec.InvalidKeySpecException another) {
            return Optional.empty(); // Of another algorithm; the caller tries them all.
        }
    }

    /** The older forms hold the bare key; PKCS #8 says beside it what it is (RFC 5208 section 5). */
    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, VERSION_0, algorithm, der(OCTETS, key));
    }

    /** The name of the curve in a key of RFC 5915: a version, the key's octets, then [0] with the name. */
    private static byte[] curve(byte[] key) throws GeneralSecurityException {
        try {
            int at = 2 + (key[1] < 0 ? key[1] & 0x7f : 0); // Into the sequence,
            at += 2 + key[at + 1]; // past the version
            at += 2 + key[at + 1]; // and the key, whose length takes one octet up to 521 bits.
            if ((key[at] & 0xff) == CURVE) {
                return Arrays.copyOfRange(key, at + 2, at + 2 + key[at + 1]);
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException damaged) {
            throw new GeneralSecurityException("has a damaged EC key", damaged);
        }
        throw new GeneralSecurityException("has an EC key that does not name its curve");
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        int length = content.size();
        if (length > 0xff) {
            der.write(0x82);
            der.write(length >> 8);
        } else if (length > 0x7f) {
            der.write(0x81);
        }
        der.write(length);
        der.writeBytes(content.toByteArray());
        return der.toByteArray();
    }
}
