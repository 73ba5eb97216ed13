package dev.holdfast.agent.mail;

import dev.holdfast.agent.SelfSigned;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server on loopback that speaks as much SMTP as a client needs: STARTTLS, TLS from the beginning, AUTH. */
final class SmtpServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Optional<SSLContext> tls;
    private final boolean implicit;

    /** Every line of every client, in order; those inside TLS begin with a lock. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    /** The texts of the mails that were accepted. */
    final BlockingQueue<String> mails = new LinkedBlockingQueue<>();

    /** What the next recipients are answered; then 250. */
    final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

    private SmtpServer(ServerSocket listening, Optional<SSLContext> tls, boolean implicit) {
        this.listening = listening;
        this.tls = tls;
        this.implicit = implicit;
        Thread thread = new Thread(this::acceptAll, "test-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    static SmtpServer plain(int port) throws IOException {
        return new SmtpServer(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), Optional.empty(), false);
    }

    static SmtpServer tls(Path folder, boolean implicit) throws IOException, InterruptedException {
        return new SmtpServer(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                Optional.of(SelfSigned.make(folder)),
                implicit);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                serve(implicit ? secured(client) : client, implicit, true);
            } catch (IOException gone) {
                heard.add("(gone: " + gone.getMessage() + ")");
            }
        }
    }

    private Socket secured(Socket client) throws IOException {
        SSLSocket secure = (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(client, null, true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    private void serve(Socket client, boolean secure, boolean greet) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        if (greet) {
            say(out, "220 test");
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add((secure ? "\uD83D\uDD12" : "") + line);
            String verb = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
            switch (verb) {
                case "EHLO" ->
                    say(
                            out,
                            tls.isPresent() && !secure
                                    ? "250-test\r\n250 STARTTLS"
                                    : secure ? "250-test\r\n250 AUTH PLAIN" : "250 test");
                case "STARTTLS" -> {
                    say(out, "220 go");
                    serve(secured(client), true, false);
                    return;
                }
                case "AUTH" -> say(out, line.endsWith("AG9wcwB0dXNoYW5idQ==") ? "235 welcome" : "535 who are you");
                case "RCPT" -> say(out, Optional.ofNullable(refusals.poll()).orElse("250 ok"));
                case "DATA" -> {
                    say(out, "354 go on");
                    StringBuilder text = new StringBuilder();
                    for (String part = in.readLine(); !part.equals("."); part = in.readLine()) {
                        text.append(part).append('\n');
                    }
                    mails.add(text.toString());
                    say(out, "250 taken");
                }
                case "QUIT" -> {
                    say(out, "221 bye");
                    return;
                }
                default -> say(out, "250 ok");
            }
        }
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
