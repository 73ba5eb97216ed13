package dev.holdfast.core.track;

/**
 * How the results of a tracker become its reading.
 *
 * @param rise successes in a row that make a bad reading good, at least 1
 * @param fall failures in a row that make a good reading bad, at least 1
 * @param startsBad whether it counts as bad before its first result ({@code init_fail}); else the election waits for it
 * @param definition what is looked at, in whatever words: a tracker whose definition changed begins anew
 */
public record TrackerConfig(TrackerId id, int rise, int fall, boolean startsBad, String definition) {
    public TrackerConfig {
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise and fall must be at least 1");
        }
    }
}
