package dev.holdfast.agent.arbitrate;

import dev.holdfast.core.engine.EngineConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which disk, and who we are on it.
 *
 * @param path a block device, or a file that all nodes share
 * @param node the name under which its header knows this node
 */
public record DiskSettings(Path path, String node) {
    public static Optional<DiskSettings> of(EngineConfig config) {
        return config.splitBrain()
                .arbitration()
                .disk()
                .map(disk -> new DiskSettings(Path.of(disk.path()), config.routerId()));
    }
}
