package dev.holdfast.lab;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/** A client that means harm, in a process of its own: {@code Flood scrapes|loris ADDRESS SECONDS}. */
public final class Flood {
    private static final int PORT = 9112;

    /** As many as one address may have. */
    private static final int CONNECTIONS = 16;

    private static final int LORIS_CONNECTIONS = 200;
    private static final byte[] REQUEST =
            "GET /metrics HTTP/1.1\r\nHost: lab\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress target;
    private final long endNanos;
    private final LongAdder done = new LongAdder();

    private Flood(String address, int seconds) {
        target = new InetSocketAddress(address, PORT);
        endNanos = System.nanoTime() + seconds * 1_000_000_000L;
    }

    /** Prints how many scrapes were answered, or how many slow connections were made. */
    public static void main(String[] arguments) throws InterruptedException {
        int seconds = Integer.parseInt(arguments[2]);
        Flood flood = new Flood(arguments[1], seconds);
        boolean scrapes = arguments[0].equals("scrapes");
        Thread[] threads = new Thread[scrapes ? CONNECTIONS : LORIS_CONNECTIONS];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(scrapes ? flood::scrape : flood::trickle);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("done " + flood.done.sum() / seconds);
    }

    private boolean goesOn() {
        return endNanos - System.nanoTime() > 0;
    }

    private void scrape() {
        while (goesOn()) {
            try (Socket socket = connect()) {
                InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
                OutputStream out = socket.getOutputStream();
                while (goesOn()) {
                    out.write(REQUEST);
                    skipAnswer(in);
                    done.increment();
                }
            } catch (IOException refused) {
                pause(10);
            }
        }
    }

    /** One octet of a request a second. */
    private void trickle() {
        while (goesOn()) {
            try (Socket socket = connect()) {
                done.increment();
                for (int i = 0; goesOn(); i = (i + 1) % REQUEST.length) {
                    socket.getOutputStream().write(REQUEST[i] == '\n' ? 'x' : REQUEST[i]);
                    pause(1000);
                }
            } catch (IOException closed) {
                pause(10);
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(5000);
        socket.connect(target, 1000);
        return socket;
    }

    /** Reads the head octet by octet until its end, then the body that it announces. */
    private static void skipAnswer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed");
            }
            head.append((char) octet);
        }
        String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf("content-length: ") + "content-length: ".length();
        in.skipNBytes(Long.parseLong(lower.substring(at, lower.indexOf('\r', at))));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
