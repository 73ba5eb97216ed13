package dev.holdfast.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    @Test
    void missingOnesAreNamed() {
        // Bits 12 and 13 are NET_ADMIN and NET_RAW.
        Capabilities rawOnly =
                Capabilities.parse(List.of("Name:\tjava", "CapPrm:\t3fffffffff", "CapEff:\t0000000000002000"));

        assertThat(rawOnly.missing(Capabilities.REQUIRED)).containsExactly(Capability.NET_ADMIN);
        assertThat(rawOnly.missing(Capabilities.REQUIRED).toString()).isEqualTo("[CAP_NET_ADMIN]");
    }

    @Test
    void allOfThemMissNothing() {
        Capabilities root = Capabilities.parse(List.of("CapEff:\t000001ffffffffff"));

        assertThat(root.missing(List.of(Capability.values()))).isEmpty();
    }

    @Test
    void noLineIsNoCapability() {
        assertThat(Capabilities.parse(List.of()).missing(Capabilities.REQUIRED))
                .containsExactly(Capability.NET_ADMIN, Capability.NET_RAW);
    }

    @Test
    void thisThreadsAreRead() {
        assertThat(Capabilities.ofThisThread().missing(List.of())).isEmpty();
    }
}
