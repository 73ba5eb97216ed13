package dev.holdfast.core.auth;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a virtual router signs its adverts and judges those of others: keepalived's {@code auth_hmac}.
 *
 * @param keys the keys to accept, each under its own id; at least one
 * @param activeKey the id of the key to sign with
 * @param timed whether adverts must be fresh by the wall clock; else only newer than the last from their sender
 * @param windowSeconds how far a sender's clock may be from ours, 1 to 300 s; matters only when {@code timed}
 * @param mode how far the roll-out has come
 */
public record HmacPolicy(List<HmacKey> keys, int activeKey, boolean timed, int windowSeconds, Mode mode) {
    public static final int MAX_WINDOW_SECONDS = 300;

    /** How far the roll-out to all nodes has come. */
    public enum Mode {
        /** Understands signed adverts, and sends none: for as long as some nodes would not understand them. */
        RECEIVE_ONLY,
        /** Signs, and still hears adverts that nobody signed: until all nodes sign. */
        PERMISSIVE,
        /** Signs, and hears nothing else. The only mode that protects. */
        ENFORCE
    }

    public HmacPolicy {
        keys = List.copyOf(keys);
        if (keys.stream().map(HmacKey::id).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("a key id stands for one key");
        }
        if (windowSeconds < 1 || windowSeconds > MAX_WINDOW_SECONDS) {
            throw new IllegalArgumentException("time_window is 1 to 300 s, not " + windowSeconds);
        }
        int active = activeKey;
        if (keys.stream().noneMatch(key -> key.id() == active)) {
            throw new IllegalArgumentException("active_key " + activeKey + " is not among the keys");
        }
    }

    boolean signs() {
        return mode != Mode.RECEIVE_ONLY;
    }

    boolean demandsSignature() {
        return mode == Mode.ENFORCE;
    }

    Optional<HmacKey> key(int id) {
        return keys.stream().filter(key -> key.id() == id).findFirst();
    }

    /** The ids of the keys, for people. */
    String ids() {
        return keys.stream().map(key -> Integer.toString(key.id())).collect(Collectors.joining(", "));
    }
}
