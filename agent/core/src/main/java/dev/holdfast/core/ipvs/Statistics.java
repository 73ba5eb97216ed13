package dev.holdfast.core.ipvs;

/**
 * What the kernel counted.
 *
 * @param total since the service or the server was made
 * @param perSecond as the kernel estimates it, every two seconds
 */
public record Statistics(Traffic total, Traffic perSecond) {
    public static final Statistics NONE = new Statistics(Traffic.NONE, Traffic.NONE);
}
