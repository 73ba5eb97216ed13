package dev.holdfast.agent.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows a two-node pair in network namespaces of this machine, with a takeover, and cleans up. "
                + "Needs root and the ip command; the machine's own interfaces are not touched.")
public final class DemoCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--once", description = "End after the takeover and the way back, instead of at Ctrl-C.")
    private boolean once;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "Go on for so many seconds after the way back, then end.")
    private Optional<Long> durationSeconds = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            checkMachine();
            show(out);
            return 0;
        } catch (DemoException | IOException e) {
            err.println("holdfast demo: " + e.getMessage());
            err.flush();
            return FAILED;
        }
    }

    private static void checkMachine() throws IOException {
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!user.equals(0)) {
            throw new DemoException("needs root, to make network namespaces: try sudo ./holdfast demo");
        }
        if (!Tool.exists("ip")) {
            throw new DemoException("needs the ip command: install the package iproute2");
        }
    }

    private void show(PrintWriter out) throws IOException, InterruptedException {
        DemoStage stage = new DemoStage();
        Thread cleanUp = new Thread(stage::close, "demo-clean-up");
        Runtime.getRuntime().addShutdownHook(cleanUp);
        try (stage) {
            stage.build();
            DemoStory story = new DemoStory(stage, out);
            story.tell();
            if (!once) {
                out.println(durationSeconds.isPresent() ? "" : "\nGoes on until Ctrl-C.");
                out.flush();
                story.linger(TimeUnit.SECONDS.toNanos(durationSeconds.orElse(TimeUnit.DAYS.toSeconds(365))));
            }
        }
        out.println("Cleaned up.");
        out.flush();
    }
}
