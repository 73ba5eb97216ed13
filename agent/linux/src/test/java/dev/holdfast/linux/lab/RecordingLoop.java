package dev.holdfast.linux.lab;

import dev.holdfast.core.port.DescriptorWatcher;
import java.util.Set;
import java.util.TreeSet;

/** Remembers what it was told to watch. */
public final class RecordingLoop implements DescriptorWatcher {
    private final Set<Integer> watched = new TreeSet<>();

    @Override
    public void watch(int descriptor) {
        if (!watched.add(descriptor)) {
            throw new AssertionError("watched twice: " + descriptor);
        }
    }

    @Override
    public void forget(int descriptor) {
        if (!watched.remove(descriptor)) {
            throw new AssertionError("never watched: " + descriptor);
        }
    }

    public Set<Integer> watched() {
        return Set.copyOf(watched);
    }
}
