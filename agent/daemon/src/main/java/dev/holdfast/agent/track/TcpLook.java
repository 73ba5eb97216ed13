package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerResult;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/** Connects and closes. */
final class TcpLook implements Look {
    private final NetLoop loop;
    private final Probe.Tcp probe;
    private final NetClient client;

    TcpLook(NetLoop loop, Probe.Tcp probe, long timeoutNanos) {
        this.loop = loop;
        this.probe = probe;
        this.client = loop.vertx().createNetClient(new NetClientOptions().setConnectTimeout(millis(timeoutNanos)));
    }

    /** A limit for libraries that count in milliseconds and take 0 for none. */
    static int millis(long nanos) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    @Override
    public LookRun begin() {
        return loop.connect(
                probe.host(),
                probe.port(),
                connecting -> client.connect(connecting.server()).onComplete(connected -> {
                    if (connected.succeeded()) {
                        passed(connecting.run(), connected.result());
                    } else {
                        connecting.failed(connected.cause());
                    }
                }));
    }

    @Override
    public void close() {
        client.close();
    }

    private static void passed(LookRun run, NetSocket socket) {
        socket.close();
        run.end(TrackerResult.passed(""));
    }
}
