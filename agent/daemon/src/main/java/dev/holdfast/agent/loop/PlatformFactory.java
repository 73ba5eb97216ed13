package dev.holdfast.agent.loop;

import dev.holdfast.core.port.DescriptorWatcher;
import dev.holdfast.core.port.Platform;

/** Opens a machine. Called once, on the agent loop. */
@FunctionalInterface
public interface PlatformFactory {
    Platform open(DescriptorWatcher watcher);
}
