package dev.holdfast.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.net.Octets;
import dev.holdfast.linux.libc.ErrnoException;
import org.junit.jupiter.api.Test;

/** Families by name; to ask needs no rights, and every kernel has the one that answers. */
class GenericFamilyTest {
    @Test
    void aFamilyIsAskedForByItsName() {
        assertThat(Octets.of(GenericFamily.question("IPVS").encode(1))).isEqualTo(Octets.hex("""
                20000000 1000 0100 01000000 00000000
                03 01 0000
                0900 0200 49505653 00 000000
                """));
    }

    @Test
    void theFamilyThatAnswersKnowsItself() throws ErrnoException {
        try (NetlinkRequests requests = NetlinkRequests.openGeneric()) {
            assertThat(GenericFamily.find(requests, "nlctrl", 2)).isEqualTo(new GenericFamily(0x10, 2));
        }
    }

    @Test
    void aNameThatNoFamilyHasIsRefused() throws ErrnoException {
        try (NetlinkRequests requests = NetlinkRequests.openGeneric()) {
            assertThatThrownBy(() -> GenericFamily.find(requests, "HOLDFAST_NONE", 1))
                    .hasMessage("find generic netlink family HOLDFAST_NONE: ENOENT");
        }
    }
}
