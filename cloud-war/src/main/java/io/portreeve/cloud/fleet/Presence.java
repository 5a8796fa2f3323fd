package io.portreeve.cloud.fleet;

/** Whether a host's agent is connected. */
public enum Presence {
    ONLINE,
    OFFLINE,
    /** Enrolled, and not heard of since. */
    NEVER_CONNECTED
}
