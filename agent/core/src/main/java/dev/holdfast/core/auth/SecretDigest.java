package dev.holdfast.core.auth;

import dev.holdfast.core.net.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether two nodes have the same secret without telling the secret.
 *
 * <p>Anybody who may read the status may see it, so it is worth little to whoever guesses: of sixteen bits nobody gets a
 * password back, since of all passwords each 65,536th fits; and it is salted with what the nodes of one virtual router have
 * in common and others do not, so that equal passwords of two routers do not look equal. Two different secrets look the
 * same once in 65,536 times: then their nodes find out by their adverts, as they did before there was a digest.
 */
public final class SecretDigest {
    private static final int OCTETS = 2;

    private SecretDigest() {}

    /** Four hexadecimal digits. */
    public static String of(String salt, Octets secret) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((salt.length() + ":" + salt).getBytes(StandardCharsets.UTF_8));
            sha.update(secret.toByteArray());
            return HexFormat.of().formatHex(sha.digest(), 0, OCTETS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
