package dev.holdfast.agent.config;

import dev.holdfast.agent.track.Probe;

/**
 * What a definition looks at.
 *
 * @param identity the same in words. On a reload a result is kept when they are equal: as in keepalived, what is looked at
 *     counts, and with whose rights, but not how often or with how much patience
 */
record Look(Probe probe, String identity) {
    static Look of(Probe probe) {
        return new Look(probe, probe.toString());
    }
}
