package dev.holdfast.lab;

import dev.holdfast.linux.process.NetNamespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A server on a node that answers every octet, by TCP or UDP, with the node's letter. */
final class NamedServer implements AutoCloseable {
    static final int PATIENCE_MILLIS = 10_000;

    private final byte letter;
    private final ServerSocket listener;
    private final DatagramSocket datagrams;

    private NamedServer(LabNode node, ServerSocket listener, DatagramSocket datagrams) {
        this.letter = (byte) node.letter().charAt(0);
        this.listener = listener;
        this.datagrams = datagrams;
    }

    /** Starts one on a port of every address of the node, which may come later. */
    static NamedServer start(Lab lab, LabNode node, int port) {
        NamedServer server =
                inside(node, () -> new NamedServer(node, new ServerSocket(port), new DatagramSocket(port)));
        run(server::accept);
        run(server::answerDatagrams);
        return lab.keep(server);
    }

    /** Does something on a thread that lives in a node's namespace; sockets that it opens stay there. */
    static <T> T inside(LabNode node, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(() -> {
            NetNamespace.enter(node.namespace()).failure().ifPresent(failure -> {
                throw new IllegalStateException(failure.toString());
            });
            return task.call();
        });
        run(future);
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("in " + node.namespace(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("in " + node.namespace(), e);
        }
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "named-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                run(() -> answer(client));
            }
        } catch (IOException closed) {
            return; // As it does at the end.
        }
    }

    private void answer(Socket client) {
        try (client) {
            while (client.getInputStream().read() >= 0) {
                client.getOutputStream().write(letter);
            }
        } catch (IOException broken) {
            return; // The client sees it as well.
        }
    }

    private void answerDatagrams() {
        DatagramPacket packet = new DatagramPacket(new byte[1], 1);
        try {
            while (true) {
                datagrams.receive(packet);
                packet.setData(new byte[] {letter});
                datagrams.send(packet);
            }
        } catch (IOException closed) {
            return; // As it does at the end.
        }
    }

    /** Connects from a node; that, and reading, may take {@link #PATIENCE_MILLIS}. */
    static Socket connect(LabNode from, String address, int port) {
        return inside(from, () -> {
            Socket socket = new Socket();
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return socket;
        });
    }

    /** The letter of the server behind a connection. */
    static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write('?');
        int letter = socket.getInputStream().read();
        return letter < 0 ? "closed" : Character.toString(letter);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        datagrams.close();
    }
}
