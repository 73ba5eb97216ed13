package dev.holdfast.linux.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.holdfast.linux.process.NetNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace of the test's own, with one thread that lives in it. Gone when closed. */
public final class TestNamespace implements AutoCloseable {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String name = "hf-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, name);
        worker.setDaemon(true);
        return worker;
    });

    private TestNamespace() {}

    public static TestNamespace create() {
        TestNamespace namespace = new TestNamespace();
        Lab.run("ip", "netns", "add", namespace.name);
        try {
            namespace.call(() -> {
                assertThat(NetNamespace.enter(namespace.name).failure()).isEmpty();
                return true;
            });
            namespace.ip("link set lo up");
            return namespace;
        } catch (AssertionError failed) {
            namespace.close();
            throw failed;
        }
    }

    /** Joins two namespaces by a cable: eth0 here, eth0 there, with fixed MAC and link-local addresses. */
    public void connect(TestNamespace other) {
        ip("link add eth0 type veth peer name eth0 netns " + other.name);
        plug("02:00:00:00:00:0a", "192.0.2.11/24", "fe80::a/64");
        other.plug("02:00:00:00:00:0b", "192.0.2.12/24", "fe80::b/64");
    }

    private void plug(String mac, String ipv4, String ipv6) {
        ip("link set eth0 address " + mac);
        ip("link set eth0 addrgenmode none");
        ip("link set eth0 up");
        ip("addr add " + ipv4 + " dev eth0");
        ip("addr add " + ipv6 + " dev eth0 nodad");
    }

    public String name() {
        return name;
    }

    /** Runs {@code ip} here and returns what it printed. */
    public String ip(String arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(List.of(arguments.split(" ")));
        return Lab.run(command.toArray(String[]::new));
    }

    /** Does something on this namespace's thread. */
    public <T> T call(Callable<T> task) {
        try {
            return thread.submit(task).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AssertionError assertion) {
                throw assertion;
            }
            return fail("in namespace " + name, failed.getCause());
        } catch (InterruptedException | TimeoutException failed) {
            return fail("in namespace " + name, failed);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        Lab.run("ip", "netns", "del", name);
    }
}
