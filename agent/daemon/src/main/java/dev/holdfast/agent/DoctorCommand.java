package dev.holdfast.agent;

import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.config.Problem;
import dev.holdfast.agent.doctor.DirectorExam;
import dev.holdfast.agent.doctor.Finding;
import dev.holdfast.agent.doctor.Machine;
import dev.holdfast.agent.doctor.RealServerExam;
import dev.holdfast.core.net.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what this machine lacks to be a director, or a real server behind one. Changes nothing.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Looks at this machine as the director of the virtual servers in this configuration.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--real-server",
            paramLabel = "ADDRESS",
            description = "Looks at it as a real server for this virtual address, by direct routing. May be repeated.")
    private List<String> virtual = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (config.isPresent() != virtual.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "either --config FILE, on a director, or --real-server ADDRESS");
        }
        List<IpAddress> addresses = virtual.stream().map(this::address).toList();
        Machine machine = Machine.here();
        return config.isPresent() ? director(machine, config.get()) : realServer(machine, addresses);
    }

    private IpAddress address(String text) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException none) {
            throw new ParameterException(spec.commandLine(), "--real-server: " + none.getMessage(), none);
        }
    }

    private int realServer(Machine machine, List<IpAddress> addresses) {
        return tell(addresses.stream()
                .flatMap(each -> new RealServerExam(machine, each).findings().stream())
                .distinct()
                .toList());
    }

    private int director(Machine machine, Path file) {
        ConfigResult result = ThisHost.configLoader().load(file);
        for (Problem problem : result.problems()) {
            spec.commandLine().getErr().println(problem);
        }
        return result.accept(new ConfigResult.Visitor<>() {
            @Override
            public Integer onLoaded(ConfigResult.Loaded loaded) {
                AgentConfig config = loaded.config();
                return tell(new DirectorExam(machine, config.engine().virtualServers()).findings());
            }

            @Override
            public Integer onInvalid(ConfigResult.Invalid invalid) {
                return ExitCode.CANNOT_START;
            }
        });
    }

    private int tell(List<Finding> findings) {
        findings.forEach(each -> spec.commandLine().getOut().println(each));
        return findings.stream().anyMatch(Finding::isMissing) ? ExitCode.CANNOT_START : ExitCode.OK;
    }
}
