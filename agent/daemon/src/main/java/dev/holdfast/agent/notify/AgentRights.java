package dev.holdfast.agent.notify;

/**
 * What the agent itself may do to a script's process.
 *
 * @param isRoot whether it runs as root, and so gives scripts another user
 * @param dropsBoundingSet whether it has CAP_SETPCAP, which shrinking the bounding set needs
 */
public record AgentRights(boolean isRoot, boolean dropsBoundingSet) {}
