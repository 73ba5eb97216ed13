package dev.holdfast.agent.notify;

import dev.holdfast.core.notify.ScriptCommand;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A named pipe that gets a line for every change of what its key says.
 *
 * @param key the key of the configuration: {@code notify_fifo}, {@code vrrp_notify_fifo} or {@code lvs_notify_fifo}
 * @param path absolute
 * @param owner {@code USER} or {@code USER GROUP} who may read it; empty for the user of the reader, or the agent's own
 * @param reader the program that reads it, which is given the path as its last argument
 */
public record FifoConfig(String key, Path path, Optional<String> owner, Optional<ScriptCommand> reader) {
    /** Whether instances and sync groups are told of there. */
    boolean hearsRouters() {
        return !key.startsWith("lvs_");
    }

    /** Whether virtual servers and real servers are told of there. */
    boolean hearsServers() {
        return !key.startsWith("vrrp_");
    }
}
