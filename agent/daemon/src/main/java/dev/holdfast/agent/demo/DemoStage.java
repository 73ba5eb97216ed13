package dev.holdfast.agent.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything the demonstration puts up, and takes down again exactly once, whoever asks first: the main thread at the
 * end, or the shutdown hook when the user has seen enough. Once taken down nothing can be put up.
 */
final class DemoStage implements AutoCloseable {
    private static final int FIRST_PORT = 9112;
    private static final int PORTS_TO_TRY = 100;

    private final Path folder;
    private final List<DemoNode> nodes = new ArrayList<>();
    private Optional<DemoNetwork> network = Optional.empty();
    private Optional<DemoClient> client = Optional.empty();
    private boolean closed;

    DemoStage() throws IOException {
        folder = Files.createTempDirectory("holdfast-demo-");
    }

    /** Puts up the network, the configurations of both nodes and the client. */
    synchronized void build() throws IOException, InterruptedException {
        refuseWhenClosed();
        DemoNetwork built = DemoNetwork.create(ProcessHandle.current().pid());
        network = Optional.of(built);
        int firstPort = freePort(FIRST_PORT);
        int secondPort = freePort(firstPort + 1);
        nodes.add(DemoNode.create("node-a", firstPort, built.namespace("a"), 150, folder));
        nodes.add(DemoNode.create("node-b", secondPort, built.namespace("b"), 100, folder));
        client = Optional.of(DemoClient.start(built.namespace("client")));
    }

    synchronized List<DemoNode> nodes() {
        return List.copyOf(nodes);
    }

    synchronized DemoClient client() {
        return client.orElseThrow(() -> new DemoException("the client has not been started"));
    }

    synchronized void start(DemoNode node) throws IOException {
        refuseWhenClosed();
        node.start();
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new DemoException("ended");
        }
    }

    /** Another agent may live on the usual port. */
    private static int freePort(int first) {
        for (int port = first; port < first + PORTS_TO_TRY; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                // Taken; the next one may not be.
            }
        }
        throw new DemoException("no free port between " + first + " and " + (first + PORTS_TO_TRY));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        client.ifPresent(DemoClient::stop);
        nodes.parallelStream().forEach(DemoNode::stop);
        network.ifPresent(DemoNetwork::close);
        removeFolder();
    }

    private void removeFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new DemoException("cannot remove " + folder + ": " + e.getMessage());
        }
    }
}
