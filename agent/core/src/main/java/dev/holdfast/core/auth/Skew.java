package dev.holdfast.core.auth;

/** How far a sender's clock is from ours. */
final class Skew {
    private Skew() {}

    /**
     * Ours minus theirs, in seconds. Adverts carry 32 bits, which wrap in 2106; the difference does not care.
     *
     * @param nowSeconds our wall clock, in seconds since 1970
     */
    static long seconds(long nowSeconds, int theirs) {
        return (int) (nowSeconds - theirs);
    }
}
