package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a Java that only tells how it was called. */
class LauncherTest {
    private static final String TELLING_JAVA = """
            #!/bin/sh
            echo "pid $$"
            echo "arenas $MALLOC_ARENA_MAX"
            for word in "$@"; do echo "word $word"; done
            """;

    private final Path folder;
    private final Path home;

    LauncherTest(@TempDir Path folder) {
        this.folder = folder;
        this.home = folder.resolve("a home with spaces");
    }

    @BeforeEach
    void installADistribution() throws IOException {
        install(home);
    }

    @Test
    void becomesJavaWithTheArgumentsAsTheyWereGiven() throws Exception {
        Run run = run(home.resolve("bin/holdfast"), jdk("17.0.15"), "check", "--config", "my file.yaml");

        assertThat(run.status).isZero();
        assertThat(run.output)
                .contains("pid " + run.pid, "arenas 1", "word -jar", "word " + home.resolve("lib/holdfast.jar"))
                .endsWith("word check", "word --config", "word my file.yaml");
    }

    @Test
    void worksThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("hf"), home.resolve("bin/holdfast"));

        Run run = run(link, jdk("17.0.15"), "--version");

        assertThat(run.output).contains("word " + home.resolve("lib/holdfast.jar"), "word --version");
    }

    @Test
    void pointsToTheNativeLibrariesOfThisMachine() throws Exception {
        Run run = run(home.resolve("bin/holdfast"), jdk("17.0.15"), "status");

        assertThat(run.output)
                .anyMatch(line -> line.matches("word -Djna\\.boot\\.library\\.path=.*/lib/native/\\w+"))
                .anyMatch(line -> line.matches("word -Djava\\.library\\.path=.*/lib/native/\\w+"));
    }

    @Test
    void refusesAnOldJavaAndSaysWhich() throws Exception {
        Run run = run(home.resolve("bin/holdfast"), jdk("11.0.2"), "run");

        assertThat(run.status).isEqualTo(1);
        assertThat(run.output)
                .containsExactly("holdfast: Java 17 or newer is needed; " + folder.resolve("jdk-11.0.2/bin/java")
                        + " is 11.0.2");
    }

    @Test
    void acceptsAnEarlyAccessJava() throws Exception {
        assertThat(run(home.resolve("bin/holdfast"), jdk("26-ea"), "status").status)
                .isZero();
    }

    @Test
    void saysWhatIsMissingWhenNothingIsThereToBuild() throws Exception {
        Files.delete(home.resolve("lib/holdfast.jar"));

        Run run = run(home.resolve("bin/holdfast"), jdk("17.0.15"), "run");

        assertThat(run.status).isEqualTo(1);
        assertThat(run.output)
                .containsExactly("holdfast: " + home.resolve("bin")
                        + " has neither lib/holdfast.jar nor the sources to build it");
    }

    @Test
    void buildsOnceWhenNothingIsBuilt() throws Exception {
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Files.copy(SourceTree.ROOT.resolve("holdfast"), sources.resolve("holdfast"));
        Files.createFile(sources.resolve("pom.xml"));
        Path tools = Files.createDirectory(folder.resolve("tools"));
        program(
                tools.resolve("mvn"),
                "#!/bin/sh\necho \"mvn $*\"\nmkdir -p packaging/target\ncp -r '" + home
                        + "' packaging/target/holdfast\n");

        Run first = run(sources.resolve("holdfast"), jdk("17.0.15"), "--version");
        Run second = run(sources.resolve("holdfast"), jdk("17.0.15"), "--version");

        assertThat(first.output)
                .startsWith(
                        "holdfast: nothing is built yet; building once: mvn -q -DskipTests package",
                        "mvn -q -B -DskipTests package");
        assertThat(first.output).endsWith("word --version");
        assertThat(second.output).noneMatch(line -> line.startsWith("mvn")).endsWith("word --version");
    }

    private static void install(Path home) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.copy(SourceTree.ROOT.resolve("holdfast"), home.resolve("bin/holdfast"));
        Files.createFile(home.resolve("lib/holdfast.jar"));
    }

    private Path jdk(String version) throws IOException {
        Path made = folder.resolve("jdk-" + version);
        Files.createDirectories(made.resolve("bin"));
        Files.writeString(made.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(made.resolve("bin/java"), TELLING_JAVA);
        return made;
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What a run printed on both streams, line by line, and how it ended. */
    private record Run(long pid, int status, List<String> output) {}

    private Run run(Path launcher, Path javaHome, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", javaHome.toString());
        environment.put("HOLDFAST_CLASS_ARCHIVE", "off");
        environment.put("PATH", folder.resolve("tools") + ":" + environment.getOrDefault("PATH", "/usr/bin:/bin"));
        Process process = builder.start();
        List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Run(process.pid(), process.waitFor(), output);
    }
}
