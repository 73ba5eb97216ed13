package dev.holdfast.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.http.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Asks a running agent who holds what, and why.")
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--url", paramLabel = "URL", description = "Where the agent listens. Default: ${DEFAULT-VALUE}.")
    private URI url = HttpText.AGENT;

    @Option(names = "--json", description = "Print the agent's document as it is.")
    private boolean json;

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "Who asks, where http.web_config has basic_auth_users.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The password of that user, on its first line.")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates, PEM, that may have signed the agent's. Default: those that Java knows.")
    private Optional<Path> ca = Optional.empty();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            String answer = HttpText.get(statusUrl(), access());
            out.print(json ? answer + "\n" : StatusTable.render(Json.parseStatus(answer)));
            out.flush();
            return ExitCode.OK;
        } catch (JsonProcessingException foreign) {
            err.println("holdfast status: " + url + " answers, but not as an agent does");
        } catch (IOException unreachable) {
            err.println("holdfast status: no agent answers at " + url + ": " + unreachable.getMessage());
        }
        return ExitCode.UNREACHABLE;
    }

    /** A password on the command line would be for every user of the machine to read. */
    private HttpText.Access access() throws IOException {
        if (user.isPresent() != passwordFile.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--user and --password-file go together");
        }
        if (user.isEmpty()) {
            return new HttpText.Access(Optional.empty(), ca);
        }
        String password =
                Files.readString(passwordFile.orElseThrow()).lines().findFirst().orElse("");
        return new HttpText.Access(user.map(name -> name + ":" + password), ca);
    }

    private URI statusUrl() {
        String text = url.toString();
        if (!text.matches("https?://.+")) {
            throw new ParameterException(spec.commandLine(), "--url must begin with http:// or https://, was " + text);
        }
        return URI.create(text.replaceAll("/+$", "") + "/status");
    }
}
