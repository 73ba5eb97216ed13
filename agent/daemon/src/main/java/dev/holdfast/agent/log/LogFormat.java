package dev.holdfast.agent.log;

/** How log lines look. */
public enum LogFormat {
    /** Time, level, message: for people. */
    TEXT,
    /** One JSON object per line with a field per fact: for machines. */
    JSON
}
