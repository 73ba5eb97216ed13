package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.wire.Advertisement;

/** An advert that passed every check, and who sent it. */
public record Heard(Advertisement advertisement, IpAddress source) {
    private static final long CENTI = 10_000_000L;

    public Priority priority() {
        return advertisement.priority();
    }

    public boolean isResigning() {
        return priority().isResignation();
    }

    public long intervalNanos() {
        return advertisement.intervalCentis() * CENTI;
    }
}
