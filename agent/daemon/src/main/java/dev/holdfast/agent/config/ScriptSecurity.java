package dev.holdfast.agent.config;

import dev.holdfast.agent.config.PathWalk.Found;
import dev.holdfast.agent.config.PathWalk.Step;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a stranger could decide what a script does: by owning or changing the file, or any directory on its path.
 *
 * <p>keepalived asks the same with {@code enable_script_security}; here it is on unless switched off.
 */
final class ScriptSecurity {
    private final Set<String> trusted;

    /** Trusts root and these users: ours, and the one whose rights the script gets anyway. */
    ScriptSecurity(Set<String> trusted) {
        this.trusted = trusted;
    }

    /** The first weak place, named; empty when there is none. */
    Optional<String> weakness(Found found) {
        return found.directories().stream()
                .flatMap(step -> weakness(step).stream())
                .findFirst()
                .or(() -> weakness("", found.file(), found.status()));
    }

    private Optional<String> weakness(Step step) {
        FileStatus status = step.status();
        // In a sticky directory of root, as /tmp is, nobody can replace what is not theirs.
        boolean safeForAll = status.isSticky() && status.owner().equals("root");
        return safeForAll ? Optional.empty() : weakness("the directory ", step.path(), status);
    }

    private Optional<String> weakness(String what, Path path, FileStatus status) {
        if (!status.owner().equals("root") && !trusted.contains(status.owner())) {
            return Optional.of(what + path + " belongs to " + status.owner() + "; it must belong to root");
        }
        return status.isWritableByOthers()
                ? Optional.of(what + path + " may be changed by group or others (mode " + status.octalMode()
                        + "); use chmod go-w")
                : Optional.empty();
    }
}
