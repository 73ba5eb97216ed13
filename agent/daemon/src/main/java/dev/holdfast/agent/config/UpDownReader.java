package dev.holdfast.agent.config;

import dev.holdfast.core.notify.UpDownScripts;

/**
 * Reads the scripts of a real server or of a quorum.
 *
 * @param usualTimeoutNanos how long each may run where nothing is said
 */
record UpDownReader(ScriptReader scripts, long usualTimeoutNanos) {
    /** @param prefix of the two keys, before {@code _up} and {@code _down} */
    UpDownScripts read(Section section, String prefix) {
        return new UpDownScripts(
                section.value(prefix + "_up").flatMap(scripts::read),
                section.value(prefix + "_down").flatMap(scripts::read),
                NotifyTimeout.read(section).orElse(usualTimeoutNanos));
    }
}
