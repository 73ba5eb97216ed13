package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a running agent shows: metrics, status, notify scripts. */
@LabTest
@Execution(ExecutionMode.CONCURRENT)
class ShowIT {
    private static final String VIP = "192.0.2.103";

    @Test
    void liveScrapeSatisfiesPromtoolOnMasterAndBackup() {
        try (Pair pair = new Pair()) {
            pair.startSettled(
                    Agent.Kind.HOLDFAST,
                    Agent.Kind.HOLDFAST,
                    pair.routerA(Protocol.V3_IPV4),
                    pair.routerB(Protocol.V3_IPV4));

            for (LabNode node : List.of(pair.a(), pair.b())) {
                String scrape = Metrics.scrape(node);
                Path file = pair.lab().write("scrape-" + node.letter(), scrape);
                Shell.Result verdict = Shell.attempt(List.of("bash", "-c", "promtool check metrics < '" + file + "'"));
                assertThat(verdict.status()).as(verdict.output() + scrape).isZero();
                assertThat(scrape).contains("vrrp_");
            }
        }
    }

    @Test
    void masterPageAnswers200OnTheHolderAnd503OnTheOther() {
        try (Pair pair = new Pair()) {
            pair.startSettled(
                    Agent.Kind.HOLDFAST,
                    Agent.Kind.HOLDFAST,
                    pair.routerA(Protocol.V3_IPV4),
                    pair.routerB(Protocol.V3_IPV4));

            assertThat(pair.a().http("/master/VI_1")).startsWith("HTTP/1").contains(" 200 ");
            assertThat(pair.b().http("/master/VI_1")).startsWith("HTTP/1").contains(" 503 ");
            assertThat(pair.a().httpGet("/status")).contains("MASTER").contains(VIP);
            assertThat(pair.b().httpGet("/status/VI_1")).contains("BACKUP");
            assertThat(pair.a().http("/healthz")).contains(" 200 ");
            assertThat(pair.a().http("/readyz")).contains(" 200 ");
        }
    }

    @Test
    void scriptsRunInOrderWithKeepalivedsArgumentsAndOurEnvironment() throws IOException {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            AddressWatch watch = AddressWatch.start(lab, a);
            Path journal = lab.folder().resolve("journal");
            Path script = lab.write("notify.sh", """
                    #!/bin/sh
                    sleep 0.2
                    echo "$0 $* user=$(id -un) caps=$(sed -n 's/^CapEff:[[:space:]]*//p' /proc/self/status)" >> %s
                    env | sort >> %s.env
                    """.formatted(journal, journal));
            Path environment = lab.folder().resolve("journal.env");
            Files.createFile(journal);
            Files.createFile(environment);
            permit("rwxr-xr-x", lab.folder(), script);
            permit("rw-rw-rw-", journal, environment);
            HoldfastProcess agent = HoldfastProcess.start(
                    lab,
                    a,
                    Router.of(Protocol.V3_IPV4, 150, a, a)
                            .withExtra("    notify_master: \"%s master\"\n".formatted(script))
                            .withExtra("    notify_backup: \"%s backup\"\n".formatted(script))
                            .withExtra("    notify_stop: \"%s stop\"\n".formatted(script))
                            .withExtra("    notify: %s\n".formatted(script))
                            .holdfastConfig()
                            .replace("global_defs:\n", "global_defs:\n  script_user: nobody\n"));
            watch.awaitHolds(VIP, 30);
            Clock.sleep(2);
            agent.terminate();
            agent.process().awaitExit(10);
            Clock.sleep(0.5);

            String who = " user=nobody caps=0000000000000000";
            assertThat(Files.readAllLines(journal))
                    .as(agent.log())
                    .containsExactly(
                            script + " backup" + who,
                            script + " INSTANCE VI_1 BACKUP 150" + who,
                            script + " master" + who,
                            script + " INSTANCE VI_1 MASTER 150" + who,
                            script + " stop" + who,
                            script + " INSTANCE VI_1 STOP 150" + who);
            assertThat(Files.readString(environment)).contains("MASTER").contains(VIP);
        }
    }

    private static void permit(String permissions, Path... files) throws IOException {
        for (Path file : files) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }
}
