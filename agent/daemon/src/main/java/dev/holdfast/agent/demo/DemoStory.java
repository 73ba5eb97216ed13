package dev.holdfast.agent.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What the user gets to see: an election, a crash with its takeover, and the way back. */
final class DemoStory {
    /** Starting two JVMs on a busy machine and one election: far less in practice. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long LOOK_AROUND_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final DemoStage stage;
    private final PrintWriter out;
    private final HolderWatch watch;
    private final DemoNode first;
    private final DemoNode second;

    DemoStory(DemoStage stage, PrintWriter out) {
        this.stage = stage;
        this.out = out;
        this.watch = new HolderWatch(stage.nodes(), this::say);
        this.first = stage.nodes().get(0);
        this.second = stage.nodes().get(1);
    }

    private void say(String text) {
        out.println(text);
        out.flush();
    }

    void tell() throws IOException, InterruptedException {
        election();
        crash();
        comeback();
    }

    private void election() throws IOException, InterruptedException {
        say("Two nodes and a client, each in a network namespace of its own. node-a has priority 150, node-b 100;");
        say("they advertise every second. The client pings " + DemoNetwork.VIP + " all the time.");
        say("");
        stage.start(first);
        stage.start(second);
        watch.awaitMaster(first, PATIENCE_NANOS);
        say("");
        look(first);
        look(second);
        say("  configuration  " + first.config());
        say("  logs           " + first.log() + "  " + second.log());
        say("");
        watch.watch(LOOK_AROUND_NANOS);
    }

    private void look(DemoNode node) {
        say("  " + node.name() + "         " + node.url("/status") + "  " + node.url("/metrics"));
    }

    private void crash() throws InterruptedException {
        stage.client().expectOutage();
        long killed = System.nanoTime();
        first.kill();
        watch.tell("node-a  killed (SIGKILL): it cannot say a word");
        watch.awaitMaster(second, PATIENCE_NANOS);
        watch.tell(String.format(Locale.ROOT, "node-b took over %.1f s after the kill", seconds(killed)));
        tellOutage();
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private void tellOutage() throws InterruptedException {
        OptionalLong outage = stage.client().awaitOutageMillis(TimeUnit.SECONDS.toMillis(3));
        if (outage.isPresent()) {
            watch.tell(String.format(
                    Locale.ROOT,
                    "client  had no answer from %s for %.2f s",
                    DemoNetwork.VIP,
                    outage.getAsLong() / 1000.0));
        } else {
            watch.tell("client  noticed nothing");
        }
    }

    private void comeback() throws IOException, InterruptedException {
        watch.watch(LOOK_AROUND_NANOS);
        watch.tell("node-a  started again: its priority is higher, so it takes the address back");
        stage.client().expectOutage();
        stage.start(first);
        watch.awaitMaster(first, PATIENCE_NANOS);
    }

    /** Goes on telling who holds the address. */
    void linger(long nanos) throws InterruptedException {
        watch.watch(nanos);
    }
}
