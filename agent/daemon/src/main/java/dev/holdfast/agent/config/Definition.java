package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Mark;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.track.TrackerId;
import java.util.Optional;

/**
 * Something that instances may track, as the top level of the file defines it.
 *
 * @param mark where its name stands
 * @param path the keys that lead to it
 * @param weight for instances that say nothing else
 * @param reverse for instances that say nothing else
 * @param probe how it is looked at; empty when something in it is wrong
 */
record Definition(TrackerId id, Mark mark, String path, int weight, boolean reverse, Optional<ProbeConfig> probe) {}
