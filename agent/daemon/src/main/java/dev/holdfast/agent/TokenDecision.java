package dev.holdfast.agent;

import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.decide.Offers;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** A decision about a split brain by token, sent to the agent's HTTP server. */
final class TokenDecision {
    private static final int LIMIT_MILLIS = 10_000;
    private static final int LARGEST_OCTETS = 65_536;
    private static final Pattern SENTENCE = Pattern.compile("<p>(.*?)</p>");

    private TokenDecision() {}

    /** Sends it, prints what the agent says, and gives the exit code. */
    static int send(CommandLine command, URI url, long incident, String keep, String token) {
        try {
            URI target = URI.create(url + Offers.PATH + "?" + Offers.query(incident, keep, token));
            HttpURLConnection connection = HttpText.open(target, HttpText.Access.NONE, LIMIT_MILLIS);
            connection.setRequestMethod("POST");
            int status = connection.getResponseCode();
            try (InputStream in = status == 200 ? connection.getInputStream() : connection.getErrorStream()) {
                String said = sentence(in == null ? "" : text(in));
                (status == 200 ? command.getOut() : command.getErr()).println(said);
            }
            return status == 200 ? ExitCode.OK : ExitCode.CANNOT_START;
        } catch (IOException | IllegalArgumentException unreachable) {
            command.getErr()
                    .println("holdfast " + command.getCommandName() + ": no agent answers at " + url + ": "
                            + unreachable.getMessage());
            return ExitCode.UNREACHABLE;
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readNBytes(LARGEST_OCTETS), StandardCharsets.UTF_8);
    }

    private static String sentence(String answer) {
        Matcher found = SENTENCE.matcher(answer);
        return found.find() ? found.group(1) : answer.strip();
    }
}
