package dev.holdfast.core.vrrp;

/**
 * How often somebody took our addresses away lately. Putting them back for ever would be a war of two programs on one
 * machine, with the service flapping in between; a peer without such a program should serve.
 *
 * @param windowStartNanos when counting began
 * @param count removals since then
 */
record Removals(long windowStartNanos, int count) {
    static final Removals NONE = new Removals(0, 0);

    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final int TOLERATED = 10;

    Removals another(long nowNanos) {
        boolean windowOver = count == 0 || nowNanos - windowStartNanos > WINDOW_NANOS;
        return windowOver ? new Removals(nowNanos, 1) : new Removals(windowStartNanos, count + 1);
    }

    boolean isTooMany(int addresses) {
        // A flush takes all addresses at once; it counts once per address.
        return count > TOLERATED * addresses;
    }
}
