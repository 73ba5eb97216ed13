package dev.holdfast.agent.peers;

/** A document is not the status of an agent; the message says where it is not. */
final class NotAStatus extends Exception {
    private static final long serialVersionUID = 1L;

    NotAStatus(String message) {
        super(message);
    }
}
