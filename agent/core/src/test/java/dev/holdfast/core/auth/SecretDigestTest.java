package dev.holdfast.core.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Octets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretDigestTest {
    private static final Octets SECRET = Octets.hex("7475736861 6e6275");

    @Test
    void theSameSecretOfTheSameRouterLooksTheSame() {
        assertThat(SecretDigest.of("51|IPV4|192.0.2.100", SECRET))
                .isEqualTo(SecretDigest.of("51|IPV4|192.0.2.100", SECRET))
                .matches("[0-9a-f]{4}");
    }

    @Test
    void theSameSecretOfAnotherRouterLooksDifferent() {
        assertThat(SecretDigest.of("51|IPV4|192.0.2.100", SECRET))
                .isNotEqualTo(SecretDigest.of("52|IPV4|192.0.2.100", SECRET));
    }

    /** Whoever tries passwords finds thousands that fit, and cannot tell which is meant. */
    @Test
    void manySecretsLookTheSame() {
        Set<String> seen = new HashSet<>();
        int tries = 200_000;
        for (int i = 0; i < tries; i++) {
            seen.add(SecretDigest.of("51", Octets.of((byte) i, (byte) (i >> 8), (byte) (i >> 16))));
        }

        assertThat(seen.size()).isLessThanOrEqualTo(65_536).isGreaterThan(55_000);
    }
}
