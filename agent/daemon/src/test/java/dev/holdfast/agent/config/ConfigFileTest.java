package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as files: the ones that cannot be read, and the examples that users copy. */
class ConfigFileTest {
    private static final Path EXAMPLES = Path.of("../../examples");

    private final Path folder;
    private final ConfigLoader loader = ConfigLoader.forThisHost("lb01");

    ConfigFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private String complaint(Path file) {
        List<Problem> problems = loader.load(file).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).toString().replace(folder.toString(), "");
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleLoadsWithoutAWarning(Path example) throws IOException {
        Path key = Files.writeString(folder.resolve("hmac.key"), "hex:" + "a1".repeat(32));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        String text = Files.readString(example).replace("/etc/holdfast/hmac.key", key.toString());
        Path copy = Files.writeString(folder.resolve("example.yaml"), text);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));

        ConfigResult result = loader.load(copy);

        assertThat(result.problems()).isEmpty();
        assertThat(result).isInstanceOf(ConfigResult.Loaded.class);
    }

    @Test
    void thePairsOfExamplesDifferInPriorityAndNameAlone() throws IOException {
        assertThat(keysThatDiffer("lb01.yaml", "lb02.yaml")).containsExactly("router_id", "priority");
        assertThat(keysThatDiffer("active-active-lb01.yaml", "active-active-lb02.yaml"))
                .containsExactly("router_id", "priority", "priority");
    }

    private static List<String> keysThatDiffer(String oneFile, String otherFile) throws IOException {
        List<String> one = Files.readAllLines(EXAMPLES.resolve(oneFile));
        List<String> two = Files.readAllLines(EXAMPLES.resolve(otherFile));
        assertThat(two).hasSameSizeAs(one);
        return Stream.iterate(0, i -> i < one.size(), i -> i + 1)
                .filter(i -> !one.get(i).equals(two.get(i)))
                .map(one::get)
                .filter(line -> !line.strip().startsWith("#"))
                .map(line -> line.replaceAll(":.*", "").strip())
                .toList();
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(complaint(folder.resolve("no.yaml"))).isEqualTo("/no.yaml: no such file");
    }

    @Test
    void aDirectoryIsNamed() {
        assertThat(complaint(folder)).isEqualTo(": is a directory, not a file");
    }

    @Test
    void aDeviceIsNotRead() {
        assertThat(complaint(Path.of("/dev/zero"))).isEqualTo("/dev/zero: is not a regular file");
    }

    @Test
    void aFileThatMayNotBeReadIsNamed() {
        ConfigLoader refused = new ConfigLoader(new DenyingHost());

        assertThat(refused.load(EXAMPLES.resolve("lb01.yaml")).problems())
                .extracting(Problem::message)
                .containsExactly("permission denied");
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path file = folder.resolve("huge.yaml");
        Files.writeString(file, "# ".repeat(1 << 19) + "\n");

        assertThat(complaint(file)).isEqualTo("/huge.yaml: is larger than 1 MiB");
    }

    @Test
    void textThatIsNotUtf8IsLocated() throws IOException {
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "# first\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(complaint(file)).isEqualTo("/latin.yaml:2:6: is not UTF-8: octet 0xe9");
    }

    @Test
    void realScriptsAndSecretsAreLookedAt() throws IOException {
        Path script = Files.writeString(folder.resolve("notify.sh"), "#!/bin/sh\n");
        Path file = Files.writeString(folder.resolve("holdfast.yaml"), """
                vrrp_instance:
                  VI_1:
                    interface: eth0
                    virtual_router_id: 51
                    virtual_ipaddress: [192.0.2.100/24]
                    notify: %s
                """.formatted(script));

        assertThat(complaint(file))
                .isEqualTo(
                        "/holdfast.yaml:6:13: vrrp_instance.VI_1.notify: /notify.sh is not executable; use chmod +x");

        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(loader.load(file)).isInstanceOf(ConfigResult.Loaded.class);
    }

    @Test
    void aFileThatEverybodyMayChangeIsRemarkable() throws IOException {
        Path file = Files.copy(EXAMPLES.resolve("lb01.yaml"), folder.resolve("open.yaml"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));

        assertThat(complaint(file))
                .isEqualTo("/open.yaml: warning: everybody may change this file (mode 0646); use chmod o-w");
        assertThat(loader.load(file)).isInstanceOf(ConfigResult.Loaded.class);
    }

    @Test
    void theSameProblemsAreFoundAsInTheText() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "http: {listn: off}\n");

        assertThat(loader.load(file).problems()).extracting(Problem::line).containsExactly(1, 1);
    }
}
