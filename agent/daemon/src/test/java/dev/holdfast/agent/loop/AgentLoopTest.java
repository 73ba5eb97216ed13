package dev.holdfast.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.StatusBoard;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.port.DescriptorWatcher;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real event loop with a made-up machine. */
class AgentLoopTest {
    private static final long SECOND = 1_000_000_000L;

    private final FakePlatform platform = new FakePlatform();
    private volatile Optional<DescriptorWatcher> watcher = Optional.empty();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final CountDownLatch crashed = new CountDownLatch(1);
    private final AgentClock clock = new AgentClock();
    private final AgentLoop loop = loop(Routers.one(), SECOND);

    private AgentLoop loop(EngineConfig config, long heartbeatNanos) {
        Engine engine = new Engine(config);
        Feed feed = new Feed(clock, new StatusBoard("", "", 0), engine.snapshot(0));
        LoopSettings settings = new LoopSettings(heartbeatNanos, heartbeats::incrementAndGet, crashed::countDown);
        return new AgentLoop(config, engine, clock, feed, Errands.NONE, settings);
    }

    private void start(AgentLoop which) throws Exception {
        which.start(found -> {
                    watcher = Optional.of(found);
                    return platform;
                })
                .get(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void end() {
        loop.close();
    }

    @Test
    void theFirstTurnHasRunWhenStartIsDone() throws Exception {
        start(loop);

        assertThat(platform.calls).startsWith("links", "routes", "datagrams", "open");
        assertThat(loop.lastTurnNanos()).isPositive();
    }

    @Test
    void aMachineThatCannotBeOpenedFailsTheStart() {
        assertThatThrownBy(() -> loop.start(found -> {
                            throw new IllegalStateException("open raw socket: EPERM");
                        })
                        .get(5, TimeUnit.SECONDS))
                .hasRootCauseMessage("open raw socket: EPERM");
    }

    @Test
    void aReadableDescriptorWakesTheLoopUntilItIsForgotten() throws Exception {
        start(loop);
        FileDescriptor[] pipe = FileDescriptor.pipe();
        try {
            loop.call(() -> {
                        watcher.orElseThrow().watch(pipe[0].intValue());
                        return true;
                    })
                    .get(5, TimeUnit.SECONDS);
            platform.calls.clear();

            write(pipe[1]);
            awaitCalls(20); // Nobody reads the pipe, so the level stays high: turn after turn.

            loop.call(() -> {
                        watcher.orElseThrow().forget(pipe[0].intValue());
                        return true;
                    })
                    .get(5, TimeUnit.SECONDS);
            TimeUnit.MILLISECONDS.sleep(50);
            platform.calls.clear();
            TimeUnit.MILLISECONDS.sleep(200);
            assertThat(platform.calls).hasSizeLessThanOrEqualTo(4); // A heartbeat may fall into it.
        } finally {
            pipe[0].close();
            pipe[1].close();
        }
    }

    @Test
    void aPostedInputIsToldInATurn() throws Exception {
        start(loop);
        CountDownLatch told = new CountDownLatch(1);

        assertThat(loop.post((engine, now) -> told.countDown())).isTrue();

        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDeadlineWakesTheLoopWithoutAnythingElse() throws Exception {
        start(loop);
        long begin = System.nanoTime();

        awaitCall("install");

        assertThat(System.nanoTime() - begin).isBetween(3_000_000_000L, 5_000_000_000L);
    }

    @Test
    void theLoopShowsThatItLivesWithoutAnyDeadline() throws Exception {
        try (AgentLoop idle = loop(new EngineConfig("lb01", List.of()), SECOND / 50)) {
            start(idle);
            TimeUnit.MILLISECONDS.sleep(500);

            assertThat(heartbeats.get()).isBetween(5, 27);
        }
    }

    @Test
    void shutdownIsDoneWhenNothingIsLeftToWaitFor() throws Exception {
        start(loop);

        loop.shutdown().get(5, TimeUnit.SECONDS);

        assertThat(platform.calls).contains("close");
    }

    @Test
    void aBrokenInvariantResignsAndEndsTheLoop() throws Exception {
        start(loop);
        awaitCall("announce");
        platform.calls.clear();

        platform.drainThrows = true;
        loop.post((engine, now) -> {});

        assertThat(crashed.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(platform.calls)
                .startsWith("links", "routes", "datagrams", "remove", "send")
                .contains("close");
        int calls = platform.calls.size();
        loop.post((engine, now) -> {});
        TimeUnit.MILLISECONDS.sleep(100);
        assertThat(platform.calls).hasSize(calls);
    }

    @Test
    void whenEvenResigningFailsTheAddressesGo() throws Exception {
        start(loop);
        awaitCall("announce");
        platform.calls.clear();

        platform.removeThrowsOnce = true;
        platform.drainThrows = true;
        loop.post((engine, now) -> {});

        assertThat(crashed.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(platform.calls).containsExactly("links", "routes", "datagrams", "remove", "remove");
    }

    private static void write(FileDescriptor pipe) throws IOException {
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        assertThat(pipe.write(one, 0, 1)).isEqualTo(1);
    }

    private void awaitCall(String call) throws InterruptedException {
        long end = System.nanoTime() + 10 * SECOND;
        while (!platform.calls.contains(call) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(platform.calls).contains(call);
    }

    private void awaitCalls(int count) throws InterruptedException {
        long end = System.nanoTime() + 10 * SECOND;
        while (platform.calls.size() < count && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(platform.calls).hasSizeGreaterThanOrEqualTo(count);
    }
}
