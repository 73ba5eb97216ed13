package dev.holdfast.agent;

import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.track.PageDigest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast digest}, in keepalived genhash. */
@Command(
        name = "digest",
        mixinStandardHelpOptions = true,
        description = "Asks for a page as an HTTP_GET or SSL_GET does and prints its digest, to be written there.")
final class DigestCommand implements Callable<Integer> {
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", description = "The page, such as http://192.0.2.11:80/healthz.")
    private URI url = URI.create("");

    @Option(
            names = "--virtualhost",
            paramLabel = "NAME",
            description = "What is asked for, where the check says virtualhost.")
    private Optional<String> virtualHost = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        if (!url.toString().matches("https?://.+") || url.getHost() == null) {
            throw new ParameterException(
                    spec.commandLine(), "URL must begin with http:// or https:// and a host, was " + url);
        }
        try {
            PageDigest page = PageDigest.of(url, virtualHost, TIMEOUT_NANOS);
            spec.commandLine().getOut().println("status_code: " + page.status() + "\ndigest: " + page.md5());
            return ExitCode.OK;
        } catch (IOException none) {
            spec.commandLine().getErr().println("holdfast digest: " + url + ": " + none.getMessage());
            return ExitCode.UNREACHABLE;
        }
    }
}
