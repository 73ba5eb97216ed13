package dev.holdfast.core.lvs;

import dev.holdfast.core.track.Reading;
import dev.holdfast.core.track.Tracker;
import dev.holdfast.core.track.TrackerResult;
import java.util.OptionalInt;

/** One check of a real server: what it says, and what that is worth. */
final class ServerCheck {
    private final Tracker tracker;
    private final Worth worth;

    /** Stays when a look finds good or bad: in keepalived, too, exit status 0 leaves the weight as it is. */
    private OptionalInt number = OptionalInt.empty();

    ServerCheck(CheckConfig config) {
        this.tracker = new Tracker(config.tracker());
        this.worth = config.worth();
    }

    private ServerCheck(ServerCheck before, CheckConfig config) {
        this.tracker = before.tracker;
        this.worth = config.worth();
        this.number = before.number;
    }

    /** Made like this; it knows what it knew when it still looks at the same. */
    ServerCheck changed(CheckConfig config) {
        return tracker.config().equals(config.tracker()) ? new ServerCheck(this, config) : new ServerCheck(config);
    }

    Tracker tracker() {
        return tracker;
    }

    void onResult(TrackerResult result, long tookNanos) {
        tracker.onResult(result, tookNanos);
        Reading reading = tracker.reading();
        if (reading.kind() == Reading.Kind.NUMBER) {
            number = OptionalInt.of(reading.value());
        }
    }

    boolean isBad() {
        Reading reading = tracker.reading();
        return switch (reading.kind()) {
            case UNKNOWN, GOOD -> false;
            case BAD -> true;
            case NUMBER -> worth.isBad(reading.value());
        };
    }

    /** What it adds to its server's weight. */
    long points(int configured) {
        return number.isPresent() ? worth.points(number.getAsInt(), configured) : 0;
    }

    /** Why its server is down, for a person. */
    String complaint() {
        Reading reading = tracker.reading();
        return reading.kind() == Reading.Kind.NUMBER ? "the file has " + reading.value() : tracker.detail();
    }
}
