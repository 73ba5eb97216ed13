package dev.holdfast.core.track;

/** Results in, a reading out: rise and fall, as keepalived counts them. */
public final class Tracker {
    /** So many looks in a row that could not be made count as one that failed: a node without resources is no master. */
    private static final int MOST_NOT_MADE = 3;

    private final TrackerConfig config;
    private Reading reading;
    private boolean hasResult;
    private int streak;
    private int notMade;
    private String detail = "";
    private long tookNanos;

    public Tracker(TrackerConfig config) {
        this.config = config;
        this.reading = config.startsBad() ? Reading.BAD : Reading.UNKNOWN;
    }

    public TrackerConfig config() {
        return config;
    }

    public Reading reading() {
        return reading;
    }

    /** Whether it is good still, and the last look was not: more of these, and it is bad. */
    public boolean isInDoubt() {
        return reading.equals(Reading.GOOD) && (streak > 0 || notMade > 0);
    }

    /** What the last result said of itself. */
    public String detail() {
        return detail;
    }

    /** How long the last look took; 0 before the first. */
    public long tookNanos() {
        return tookNanos;
    }

    /** Takes a result in, and how long the look took; says whether the reading is another one now. */
    public boolean onResult(TrackerResult result, long lookedNanos) {
        Reading before = reading;
        detail = result.detail();
        tookNanos = lookedNanos;
        switch (result.kind()) {
            case PASSED -> count(true);
            case FAILED, TIMED_OUT -> count(false);
            case NOT_MADE -> countNotMade();
            case NUMBER -> read(result.value());
        }
        return !before.equals(reading);
    }

    private void read(int number) {
        reading = Reading.number(number);
        hasResult = true;
        streak = 0;
        notMade = 0;
    }

    private void countNotMade() {
        notMade++;
        if (notMade >= MOST_NOT_MADE) {
            count(false);
        }
    }

    private void count(boolean good) {
        notMade = 0;
        if (reading.equals(Reading.of(good))) {
            streak = 0;
            hasResult = true;
            return;
        }
        streak++;
        // One first result of either kind is enough, as in keepalived.
        int needed = !hasResult ? 1 : good ? config.rise() : config.fall();
        if (streak >= needed) {
            reading = Reading.of(good);
            streak = 0;
        }
        hasResult = true;
    }
}
