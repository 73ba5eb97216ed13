package dev.holdfast.core.spi;

/**
 * What something tracked with a weight adds to a priority now.
 *
 * @param kind {@code interface}, {@code script}, {@code check}, {@code process} or {@code file}
 * @param tracker its name, unique among those of its kind
 * @param points below 0 when they are subtracted
 */
public record Adjustment(String kind, String tracker, int points) {}
