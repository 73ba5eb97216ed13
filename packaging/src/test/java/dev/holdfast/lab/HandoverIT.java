package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload moves addresses between two instances of one agent, and a client notices nothing. */
@LabTest
class HandoverIT {
    private static final String FIRST = "192.0.2.100";
    private static final String SECOND = "192.0.2.101";
    private static final String MOVED = "192.0.2.102";

    private final Path socket;

    HandoverIT(@TempDir Path folder) {
        socket = folder.resolve("a.sock");
    }

    private String config(int firstVrid, List<String> first, int secondVrid, List<String> second) {
        return """
                global_defs:
                  router_id: a
                  control_socket: %s
                vrrp_instance:
                  VI_1:
                    interface: eth0
                    virtual_router_id: %d
                    virtual_ipaddress: %s
                  VI_2:
                    interface: eth0
                    virtual_router_id: %d
                    virtual_ipaddress: %s
                """.formatted(socket, firstVrid, prefixes(first), secondVrid, prefixes(second));
    }

    private static List<String> prefixes(List<String> addresses) {
        return addresses.stream().map(address -> address + "/24").toList();
    }

    private String holdfast(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(HoldfastProcess.launcher().toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--control", socket.toString()));
        Shell.Result result = Shell.attempt(command);
        assertThat(result.status()).as(result.output()).isZero();
        return result.output();
    }

    /** Starts with the moving address on the first instance, reloads under a client's eyes, and returns what was said. */
    private String reload(Pair pair, String changed) throws IOException {
        HoldfastProcess agent =
                HoldfastProcess.start(pair.lab(), pair.a(), config(51, List.of(FIRST, MOVED), 52, List.of(SECOND)));
        pair.watchA().awaitHolds(MOVED, 30);
        pair.watchA().awaitHolds(SECOND, 30);
        Pinger pinger = Pinger.start(pair.lab(), pair.b(), MOVED, 0.005);
        long changedMicros = Clock.nowMicros();

        Files.writeString(agent.config(), changed);
        String plan = holdfast("check", "--config", agent.config().toString(), "--against-running");
        String said = holdfast("reload");
        // Beyond the lease of 2.6 s, which a router that did not go on with the address would let run out.
        Clock.sleep(4);

        assertThat(pinger.stopAndCountLost()).isZero();
        for (String address : List.of(FIRST, SECOND, MOVED)) {
            assertThat(pair.watchA().first(address, false, changedMicros))
                    .as(agent.log())
                    .isEmpty();
        }
        assertThat(agent.log())
                .contains("configuration in force generation=2")
                .doesNotContain("MASTER ->", "address_restored", "put back", "orphan", "left behind");
        assertThat(moved(plan)).isEqualTo(moved(said));
        return moved(said);
    }

    private static String moved(String answer) {
        return answer.substring(answer.indexOf("  moved: "));
    }

    @Test
    void anAddressMovesFromOneInstanceToTheOther() throws IOException {
        try (Pair pair = new Pair()) {
            String moved = reload(pair, config(51, List.of(FIRST), 52, List.of(SECOND, MOVED)));

            assertThat(moved).isEqualTo("  moved: 192.0.2.102/24 dev eth0 from VI_1 (VRID 51) to VI_2 (VRID 52)\n");
            assertThat(pair.a().httpGet("/status")).containsPattern("\"VI_2\".*\"address\":\"192.0.2.102/24\"");
        }
    }

    @Test
    void instancesSwapTheirVrids() throws IOException {
        try (Pair pair = new Pair()) {
            String moved = reload(pair, config(52, List.of(FIRST, MOVED), 51, List.of(SECOND)));

            assertThat(moved)
                    .contains(
                            "192.0.2.102/24 dev eth0 from VI_1 (VRID 51) to VI_1 (VRID 52)",
                            "192.0.2.101/24 dev eth0 from VI_2 (VRID 52) to VI_2 (VRID 51)");
        }
    }
}
