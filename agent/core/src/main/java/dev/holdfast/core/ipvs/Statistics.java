package dev.holdfast.core.ipvs;

/**
 * What the kernel counted. It sums up every two seconds; what came since is not yet in it.
 *
 * @param total since the service or the server was made
 * @param perSecond as the kernel estimates it, the newest counting most
 */
public record Statistics(Traffic total, Traffic perSecond) {
    public static final Statistics NONE = new Statistics(Traffic.NONE, Traffic.NONE);
}
