package dev.holdfast.agent.track;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.agent.SelfSigned;
import dev.holdfast.core.port.Egress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class HttpLookTest {
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String LIBRARY = "io.vertx";

    /** The log is the operator's: what a look that is over brings about itself is no news. */
    @Test
    void aConnectionThatComesWhenItsLookIsOverIsClosedWithoutAWord(@TempDir Path folder) throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger library = (Logger) LoggerFactory.getLogger(LIBRARY);
        library.addAppender(lines);
        Workers workers = new Workers("it", 1, () -> {});
        try (workers;
                ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                NetLoop loop = new NetLoop(workers, () -> {}, Egress.ANY)) {
            URI uri = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/");
            Probe.Http probe = new Probe.Http(uri, List.of(), Optional.empty(), false);
            LookRun run = new HttpLook(loop, workers, probe, TIMEOUT_NANOS).begin();

            try (Socket client = listener.accept()) {
                run.stop();
                SSLSocket secure =
                        (SSLSocket) SelfSigned.make(folder).getSocketFactory().createSocket(client, null, true);
                secure.startHandshake();
                assertThat(secure.getInputStream().read()).isNegative();
            }
        } finally {
            library.detachAppender(lines);
        }
        assertThat(lines.list).isEmpty();
    }
}
