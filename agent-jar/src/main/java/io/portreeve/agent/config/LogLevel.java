package io.portreeve.agent.config;

/** How much is logged. */
public enum LogLevel {
    ERROR,
    WARNING,
    INFO,
    DEBUG
}
