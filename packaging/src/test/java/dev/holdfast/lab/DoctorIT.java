package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A plain host becomes a real server by the script that users copy, and is no more one when that is undone. */
@LabTest
class DoctorIT {
    private static final String SCRIPT = Path.of("..", "examples", "lvs-dr-real-server.sh")
            .toAbsolutePath()
            .normalize()
            .toString();
    private static final String IPV4 = "192.0.2.100";
    private static final String IPV6 = "2001:db8::100";

    @Test
    void theScriptDoesWhatTheDoctorMisses() {
        try (Lab lab = Lab.open()) {
            LabNode node = lab.node(1);
            LabNode director = lab.node(2);

            Shell.Result before = doctor(node);
            assertThat(before.status()).as(before.output()).isEqualTo(1);
            assertThat(before.output())
                    .contains("missing  192.0.2.100 is on no interface", "missing  2001:db8::100 is on no interface")
                    .contains("missing  arp_ignore is 0 on eth0", "missing  arp_announce is 0 on eth0");

            node.ip("addr", "add", IPV4 + "/32", "dev", "lo");
            assertThat(reaches(director))
                    .as("an address on lo alone is told to everybody")
                    .isTrue();
            director.ip("neigh", "flush", "dev", "eth0");

            assertThat(node.exec(SCRIPT, "add", IPV4, IPV6).status()).isZero();

            Shell.Result after = doctor(node);
            assertThat(after.status()).as(after.output()).isZero();
            assertThat(after.output())
                    .contains("ok       192.0.2.100/32 is on lo", "ok       2001:db8::100/128 is on lo")
                    .doesNotContain("missing");
            assertThat(reaches(director)).as("nobody is told").isFalse();
            director.ip("neigh", "replace", IPV4, "lladdr", node.mac(), "dev", "eth0");
            assertThat(reaches(director))
                    .as("frames that a director sends are taken")
                    .isTrue();

            assertThat(node.exec(SCRIPT, "remove", IPV4, IPV6).status()).isZero();
            assertThat(doctor(node).output()).contains("missing  192.0.2.100 is on no interface");
        }
    }

    private static boolean reaches(LabNode director) {
        return director.exec("fping", "-c1", "-t500", IPV4).status() == 0;
    }

    private static Shell.Result doctor(LabNode node) {
        return node.exec(HoldfastProcess.launcher().toString(), "doctor", "--real-server", IPV4, "--real-server", IPV6);
    }
}
