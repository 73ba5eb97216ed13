package dev.holdfast.core.split;

/** How many adverts both sides had sent, and accepted from others, at one moment. */
record Traffic(long sentHere, long heardHere, long sentThere, long heardThere) {
    /** What came since then. */
    Traffic since(Traffic earlier) {
        return new Traffic(
                sentHere - earlier.sentHere,
                heardHere - earlier.heardHere,
                sentThere - earlier.sentThere,
                heardThere - earlier.heardThere);
    }

    /** Whether both advertise. */
    boolean bothSend() {
        return sentHere > 0 && sentThere > 0;
    }

    /** Whether a counter began anew: the other agent was restarted. */
    boolean isBroken() {
        return sentHere < 0 || heardHere < 0 || sentThere < 0 || heardThere < 0;
    }
}
