package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Waits for the greeting of a mail server, says HELO and QUIT, and wants to be welcome (RFC 5321 section 4.3.2). */
final class SmtpLook implements Look {
    /** All that a server may say: four times the longest line for each of its answers, and more. */
    private static final int MOST_OCTETS = 8 * 1024;

    private static final int CODE = 3;
    private static final int MOST_SHOWN = 80;

    private final NetLoop loop;
    private final Probe.Smtp probe;
    private final List<Step> steps;
    private final NetClient client;

    SmtpLook(NetLoop loop, Probe.Smtp probe, long timeoutNanos) {
        this.loop = loop;
        this.probe = probe;
        this.steps = List.of(
                new Step("the connection", "220", "HELO " + probe.heloName() + "\r\n"),
                new Step("HELO", "250", "QUIT\r\n"),
                // As in keepalived: whoever greets works, whatever it has to say to a goodbye.
                new Step("QUIT", "", ""));
        this.client =
                loop.vertx().createNetClient(new NetClientOptions().setConnectTimeout(TcpLook.millis(timeoutNanos)));
    }

    /** What was done last, how the answer to it should begin, and what follows then. */
    private record Step(String done, String wanted, String next) {}

    @Override
    public LookRun begin() {
        return loop.connect(
                probe.server().toString(),
                probe.port(),
                connecting -> client.connect(connecting.server()).onComplete(connected -> {
                    if (connected.succeeded()) {
                        new Talk(connecting, connected.result()).begin();
                    } else {
                        connecting.failed(connected.cause());
                    }
                }));
    }

    @Override
    public void close() {
        client.close();
    }

    /** On the loop. */
    private final class Talk {
        private final NetLoop.Connecting connecting;
        private final NetSocket socket;
        private final StringBuilder heard = new StringBuilder();
        private int octets;
        private int at;
        private boolean over;

        Talk(NetLoop.Connecting connecting, NetSocket socket) {
            this.connecting = connecting;
            this.socket = socket;
        }

        void begin() {
            connecting.onStop(socket::close);
            socket.exceptionHandler(connecting::failed);
            socket.closeHandler(gone ->
                    end(TrackerResult.failed("closed after " + steps.get(at).done())));
            socket.handler(this::hear);
        }

        private void hear(Buffer part) {
            octets += part.length();
            heard.append(part.toString(StandardCharsets.US_ASCII));
            int end = heard.indexOf("\n");
            while (!over && end >= 0) {
                answer(heard.substring(0, end).strip());
                heard.delete(0, end + 1);
                end = heard.indexOf("\n");
            }
            if (octets > MOST_OCTETS) {
                end(TrackerResult.failed("said more than " + MOST_OCTETS + " octets"));
            }
        }

        private void answer(String line) {
            Step step = steps.get(at);
            boolean goesOn = line.length() > CODE && line.charAt(CODE) == '-';
            if (!line.startsWith(step.wanted())) {
                String shown =
                        line.substring(0, Math.min(MOST_SHOWN, line.length())).replaceAll("\\P{Print}", "?");
                end(TrackerResult.failed(step.done() + " was answered with " + shown));
            } else if (!goesOn && step.next().isEmpty()) {
                end(TrackerResult.passed(""));
            } else if (!goesOn) {
                at++;
                socket.write(step.next());
            }
        }

        private void end(TrackerResult result) {
            over = true;
            connecting.run().end(result);
            socket.close();
        }
    }
}
