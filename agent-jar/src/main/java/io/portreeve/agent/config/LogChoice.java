package io.portreeve.agent.config;

/** Whose logs are sent, where nothing else is wished. */
public enum LogChoice {
    NONE,
    /** Of containers whose label says so. */
    LABELLED,
    /** Of all but those whose label says not. */
    ALL
}
