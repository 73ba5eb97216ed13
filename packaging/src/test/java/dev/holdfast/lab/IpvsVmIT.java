package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The virtual machine itself: what goes in and what comes out. */
@LabTest(agent = false, vm = true)
class IpvsVmIT {
    @Test
    void argumentsGoInAndOutputAndStatusComeOut() {
        Shell.Result result = IpvsVm.run(
                60,
                List.of("bash", "-c", "printf '%s\\n' \"$@\"; echo two >&2; pwd; exit 7", "-", "a  b", "$c'd\"", "*"));

        assertThat(result.output().lines())
                .containsExactly(
                        "a  b",
                        "$c'd\"",
                        "*",
                        "two",
                        Path.of("").toAbsolutePath().toString());
        assertThat(result.status()).isEqualTo(7);
    }

    @Test
    void onlyTheCurrentDirectoryIsWrittenTo() throws IOException {
        Path here = Path.of("target", "ipvs-vm-was-here");
        Path there = Path.of("/var/tmp/ipvs-vm-was-here");
        Files.deleteIfExists(here);

        Shell.Result result = IpvsVm.run(60, List.of("bash", "-c", "echo yes | tee " + here + " " + there));

        assertThat(result.status()).isZero();
        assertThat(here).hasContent("yes\n");
        assertThat(there).doesNotExist();
    }

    @Test
    void whatTakesTooLongIsSwitchedOff() {
        Shell.Result result = IpvsVm.run(15, List.of("bash", "-c", "echo begun; sleep 60"));

        assertThat(result.output()).contains("begun", "switched off after 15 s");
        assertThat(result.status()).isEqualTo(124);
    }

    @Test
    void aMachineThatDiesIsNotTakenForACommandThatEnded() {
        Shell.Result result = IpvsVm.run(60, List.of("bash", "-c", "echo o > /proc/sysrq-trigger; sleep 60"));

        assertThat(result.output()).contains("the virtual machine ended before its command");
        assertThat(result.status()).isEqualTo(125);
    }
}
