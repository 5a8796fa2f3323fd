package io.portreeve.cloud.logs;

import java.util.Locale;

/** Why watching a log is over. */
public enum TailEnd {
    AGENT_OFFLINE("The host's agent is not connected."),
    AGENT_TOO_OLD("The host's agent is of a version that does not tell logs live."),
    CONTAINER_GONE("The container was removed."),
    FORBIDDEN("The host's owner does not let logs be watched."),
    OPTED_OUT("The container's label portreeve.logs=false does not let its log be watched."),
    TOO_MANY("As many logs of this host are watched as may be."),
    UNAVAILABLE("The nodes cannot talk to each other at the moment."),
    TIME_OVER("The stream has lasted as long as one may; open the next."),
    NODE_STOPS("This node stops; open the next.");

    private final String detail;

    TailEnd(String detail) {
        this.detail = detail;
    }

    /** One sentence for people. */
    public String detail() {
        return detail;
    }

    /** By the name that programs use. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
