package dev.holdfast.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that asks an address for an echo every few milliseconds, and what came back when.
 *
 * <p>By fping, which keeps its rhythm when nobody answers. ping waits 10 ms then, and would see every outage end up to
 * 10 ms late.
 */
final class Pinger {
    private static final Pattern REPLY = Pattern.compile("^\\[(\\d+)\\.(\\d{5})] \\S+ +: \\[(\\d+)], \\d+ bytes, .*");
    private static final long MICROS_PER_DIGIT = 10;

    private final List<Long> replies = new ArrayList<>();
    private final List<Integer> sequence = new ArrayList<>();
    private final LabProcess process;

    private Pinger(Lab lab, LabNode client, String address, double intervalSeconds) {
        process = LabProcess.start(
                lab,
                client.namespace(),
                List.of("fping", "-l", "-D", "-i", "1", "-p", milliseconds(intervalSeconds), "-t", "500", address),
                this::onLine);
    }

    /** Begins to ping an address that answers; returns after the first replies. */
    static Pinger start(Lab lab, LabNode client, String address, double intervalSeconds) {
        Pinger pinger = new Pinger(lab, client, address, intervalSeconds);
        if (!Clock.waitFor(5, () -> pinger.replyCount() >= 3)) {
            throw new AssertionError(address + " never answered: " + pinger.process.lines());
        }
        return pinger;
    }

    private void onLine(String line) {
        Matcher matcher = REPLY.matcher(line);
        if (matcher.matches()) {
            synchronized (replies) {
                replies.add(Long.parseLong(matcher.group(1)) * 1_000_000
                        + Long.parseLong(matcher.group(2)) * MICROS_PER_DIGIT);
                sequence.add(Integer.parseInt(matcher.group(3)));
            }
        }
    }

    private static String milliseconds(double seconds) {
        return Long.toString(Math.round(seconds * 1000));
    }

    int replyCount() {
        synchronized (replies) {
            return replies.size();
        }
    }

    /** Whether a reply has come since a moment. */
    boolean answeredSince(long micros) {
        synchronized (replies) {
            return !replies.isEmpty() && replies.get(replies.size() - 1) > micros;
        }
    }

    /** The longest time without a reply that ended after a moment, in seconds. */
    double outageSeconds(long fromMicros) {
        synchronized (replies) {
            long longest = 0;
            for (int i = 1; i < replies.size(); i++) {
                if (replies.get(i) >= fromMicros) {
                    longest = Math.max(longest, replies.get(i) - replies.get(i - 1));
                }
            }
            return longest / 1e6;
        }
    }

    /** Ends the pinging and answers how many echoes never came back; the last, perhaps still under way, is not one. */
    int stopAndCountLost() {
        process.signal(Libc.SIGINT);
        process.awaitExit(5);
        synchronized (replies) {
            int last = sequence.stream().mapToInt(Integer::intValue).max().orElse(0);
            int first = sequence.stream().mapToInt(Integer::intValue).min().orElse(0);
            return last - first + 1 - (int) sequence.stream().distinct().count();
        }
    }
}
