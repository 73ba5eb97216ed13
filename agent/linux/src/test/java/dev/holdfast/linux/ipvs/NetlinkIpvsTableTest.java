package dev.holdfast.linux.ipvs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a kernel does with the rest is tested where there is one with IPVS: in the virtual machine. */
class NetlinkIpvsTableTest {
    @Test
    void aKernelWithoutTheFamilyIsToldToTheOperatorWithWhatToDo() {
        assertThatThrownBy(() -> NetlinkIpvsTable.open("HOLDFAST_NONE"))
                .hasMessage("use HOLDFAST_NONE: ENOENT (the kernel has no IPVS: load the module ip_vs)");
    }
}
