package dev.holdfast.agent.config;

import dev.holdfast.core.engine.EngineConfig;

/**
 * All settings of one agent.
 *
 * @param global what concerns the whole process
 * @param http where the status and the metrics are served
 * @param engine the virtual routers
 */
public record AgentConfig(GlobalConfig global, HttpConfig http, EngineConfig engine) {}
