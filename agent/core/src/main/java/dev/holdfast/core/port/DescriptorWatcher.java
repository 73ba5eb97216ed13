package dev.holdfast.core.port;

/**
 * Told by a platform which file descriptors make the loop worth waking: the loop waits for them to become readable and
 * then drains every port. Called on the agent loop.
 */
public interface DescriptorWatcher {
    /** From now on, wake the loop when {@code descriptor} is readable or in error. */
    void watch(int descriptor);

    /** {@code descriptor} is about to be closed. */
    void forget(int descriptor);
}
