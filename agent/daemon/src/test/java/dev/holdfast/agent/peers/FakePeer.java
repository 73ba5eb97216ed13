package dev.holdfast.agent.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers every request as it likes, on a connection of its own each. */
final class FakePeer implements AutoCloseable {
    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What it does with a request that it has read. */
    interface Behaviour {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    FakePeer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "fake-peer");
        thread.setDaemon(true);
        thread.start();
    }

    static FakePeer saying(String status, String body) throws IOException {
        return new FakePeer(
                out -> out.write(head(status, body.length()).concat(body).getBytes(StandardCharsets.UTF_8)));
    }

    static String head(String status, long length) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + length + "\r\n\r\n";
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Everything that was asked so far: lines of requests. */
    List<String> requests() {
        return requests;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread thread = new Thread(() -> serve(client), "fake-peer-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                requests.add(line);
            }
            behaviour.answer(client.getOutputStream());
            client.getOutputStream().flush();
        } catch (IOException gone) {
            requests.add("closed by the other side");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
