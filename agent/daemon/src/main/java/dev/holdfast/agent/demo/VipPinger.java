package dev.holdfast.agent.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/**
 * The client's process: pings an address for ever and prints a line whenever it begins or ceases to answer, {@code up
 * MILLIS} or {@code down MILLIS}, the time of the first answer or of the last one.
 */
public final class VipPinger {
    private static final int PATIENCE_MILLIS = 100;
    private static final int PAUSE_MILLIS = 20;

    private VipPinger() {}

    /** Pings the one argument. Ends with the process, or when nobody reads the lines any more. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        InetAddress address = InetAddress.getByName(arguments[0]);
        boolean wasUp = false;
        long lastAnswer = 0;
        while (!System.out.checkError()) {
            boolean up = address.isReachable(PATIENCE_MILLIS);
            long now = System.currentTimeMillis();
            if (up != wasUp) {
                System.out.println(up ? "up " + now : "down " + lastAnswer);
                wasUp = up;
            }
            lastAnswer = up ? now : lastAnswer;
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
