package dev.holdfast.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    private static final String VALID = """
            vrrp_instance:
              VI_1:
                interface: lo
                virtual_router_id: 51
                priority: 100
                virtual_ipaddress: [192.0.2.100/24]
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            Commands.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    private final Path file;

    CommandsTest(@TempDir Path directory) {
        file = directory.resolve("holdfast.yaml");
    }

    @Test
    void aValidFileExitsWith0() throws Exception {
        Files.writeString(file, VALID);

        assertThat(command.execute("check", "--config", file.toString())).isZero();
        assertThat(out).hasToString(file + ": valid, 1 instance\n");
    }

    @Test
    void anInvalidFileExitsWith1AndListsEveryProblem() throws Exception {
        Files.writeString(file, VALID.replace("100\n", "300\n").replace("_id: 51", "_id: 0"));

        assertThat(command.execute("check", "--config", file.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        file + ":4:24: vrrp_instance.VI_1.virtual_router_id: must be 1..255, was 0",
                        file + ":5:15: vrrp_instance.VI_1.priority: must be 1..255, was 300");
    }

    @Test
    void aMissingFileExitsWith1() {
        assertThat(command.execute("check", "--config", file.toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith(file + ": ");
    }

    @Test
    void aWrongCommandLineExitsWith2() {
        assertThat(command.execute()).isEqualTo(2);
        assertThat(command.execute("check")).isEqualTo(2);
        assertThat(command.execute("run", "--config", "x", "--log-format", "xml"))
                .isEqualTo(2);
        assertThat(command.execute("status", "--url", "gopher://x")).isEqualTo(2);
        assertThat(command.execute("frobnicate")).isEqualTo(2);
    }

    @Test
    void anAgentThatDoesNotAnswerExitsWith3() {
        assertThat(command.execute("status", "--url", "http://127.0.0.1:1")).isEqualTo(3);
        assertThat(err.toString()).startsWith("holdfast status: no agent answers at http://127.0.0.1:1: ");
    }

    @Test
    void whoIsNoRealServerIsToldWhatIsMissing() {
        // An address of documentation, which no machine has.
        assertThat(command.execute("doctor", "--real-server", "192.0.2.100")).isEqualTo(1);
        assertThat(out.toString()).contains("to do: ip address add 192.0.2.100/32 dev lo");
        assertThat(command.execute("doctor", "--real-server", "localhost")).isEqualTo(2);
        assertThat(command.execute("doctor", "--real-server", "192.0.2.100", "--config", "x"))
                .isEqualTo(2);
        assertThat(command.execute("doctor")).isEqualTo(2);
    }

    @Test
    void theDigestOfAPageIsPrintedAsACheckWantsIt() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = String.valueOf(exchange.getRequestHeaders().getFirst("Host"))
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";

            assertThat(command.execute("digest", url, "--virtualhost", "www.example.org"))
                    .isZero();
        } finally {
            server.stop(0);
        }
        // Of "www.example.org".
        assertThat(out).hasToString("status_code: 404\ndigest: fd24c3327b7bbfe71fee28bbdbf37350\n");
        assertThat(command.execute("digest", "http://127.0.0.1:1/")).isEqualTo(3);
        assertThat(err.toString()).startsWith("holdfast digest: http://127.0.0.1:1/: ");
        assertThat(command.execute("digest", "www.example.org")).isEqualTo(2);
    }

    @Test
    void commandsToAnAgentThatIsNotThereExitWith3() {
        String socket = file + ".sock";

        assertThat(command.execute("release", "VI_1", "--control", socket)).isEqualTo(3);
        assertThat(command.execute("maintenance", "on", "--control", socket)).isEqualTo(3);
        assertThat(command.execute("reload", "--control", socket)).isEqualTo(3);
        assertThat(err.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.contains(": no agent answers at " + socket + ": "));
    }

    @Test
    void aPlanOfAnInvalidFileExitsWith1WithoutAskingAnybody() throws Exception {
        Files.writeString(file, VALID.replace("100\n", "300\n"));

        assertThat(command.execute(
                        "check", "--config", file.toString(), "--against-running", "--control", file + ".sock"))
                .isEqualTo(1);
        assertThat(err.toString()).doesNotContain("no agent");
    }

    @Test
    void aWrongWordForMaintenanceExitsWith2() {
        assertThat(command.execute("maintenance", "perhaps")).isEqualTo(2);
        assertThat(command.execute("maintenance")).isEqualTo(2);
        assertThat(command.execute("release")).isEqualTo(2);
        assertThat(err.toString()).contains("on, off, status");
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(command.execute("--version")).isZero();
        assertThat(out.toString()).startsWith("holdfast ").doesNotContain("$");
    }

    @Test
    void helpNamesTheExitCodesAndHidesWhatIsForTheLauncher() {
        assertThat(command.execute("--help")).isZero();
        assertThat(out.toString()).contains("77   missing permission").doesNotContain("warm-up");
    }
}
