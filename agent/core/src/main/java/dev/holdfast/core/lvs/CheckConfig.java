package dev.holdfast.core.lvs;

import dev.holdfast.core.track.TrackerConfig;

/**
 * A check of a real server as the operator wants it.
 *
 * @param tracker how its results become its reading
 * @param worth what the numbers that it reads mean
 */
public record CheckConfig(TrackerConfig tracker, Worth worth) {
    /** A check that finds good or bad. */
    public static CheckConfig plain(TrackerConfig tracker) {
        return new CheckConfig(tracker, Worth.NONE);
    }
}
