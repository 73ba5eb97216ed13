package dev.holdfast.agent.decide;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and accepts tokens: the end of their time and an HMAC-SHA256 over it, the incident and the node to keep. The secret is
 * of this run of the agent, as the numbers of incidents are. Any thread.
 */
public final class Tokens {
    /** Whoever sleeps longer decides at the node. */
    static final long LIFE_SECONDS = 3600;

    /** Incidents decided by token; older ones are over, and refused by the engine. */
    static final int MOST_REMEMBERED = 1024;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_OCTETS = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final byte[] secret = new byte[SECRET_OCTETS];
    private final LongSupplier wallMillis;
    private final Set<Long> decided = new LinkedHashSet<>();
    private boolean drawn;

    /** @param wallMillis the wall clock */
    public Tokens(LongSupplier wallMillis) {
        this.wallMillis = wallMillis;
    }

    /** Makes the first one, which takes a while, where it may take it: offers are made where nobody may wait. */
    public void prepare() {
        issue(0, "");
    }

    /** A token to keep this node in this incident. */
    public String issue(long incident, String keep) {
        long ends = wallMillis.getAsLong() / 1000 + LIFE_SECONDS;
        return Long.toHexString(ends) + "." + signature(incident, keep, ends);
    }

    /** Why this token is not good, if it is not. */
    public synchronized Optional<String> refusal(long incident, String keep, String token) {
        int dot = token.indexOf('.');
        if (dot < 1 || !token.substring(0, dot).matches("[0-9a-f]{1,12}")) {
            return Optional.of("this is no token");
        }
        long ends = Long.parseLong(token.substring(0, dot), 16);
        if (!isEqual(signature(incident, keep, ends), token.substring(dot + 1))) {
            return Optional.of("the token is not for this decision, or of an earlier run of the agent");
        }
        if (wallMillis.getAsLong() / 1000 >= ends) {
            return Optional.of("the token has expired");
        }
        return decided.contains(incident)
                ? Optional.of("incident " + incident + " was decided by token already")
                : Optional.empty();
    }

    /** Uses a token up; why it is not good, if it is not. No token of this incident is good afterwards. */
    public synchronized Optional<String> spend(long incident, String keep, String token) {
        Optional<String> refusal = refusal(incident, keep, token);
        if (refusal.isEmpty()) {
            decided.add(incident);
            if (decided.size() > MOST_REMEMBERED) {
                decided.remove(decided.iterator().next());
            }
        }
        return refusal;
    }

    private String signature(long incident, String keep, long ends) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret(), ALGORITHM));
            // Numbers first: a name cannot look like more than a name.
            String text = incident + "|" + ends + "|" + keep;
            return BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private synchronized byte[] secret() {
        if (!drawn) {
            new SecureRandom().nextBytes(secret);
            drawn = true;
        }
        return secret;
    }

    private static boolean isEqual(String one, String two) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), two.getBytes(StandardCharsets.UTF_8));
    }
}
