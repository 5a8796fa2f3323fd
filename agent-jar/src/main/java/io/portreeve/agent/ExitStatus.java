package io.portreeve.agent;

import io.portreeve.agent.update.Supervisor;

/** What the process says when it ends, for scripts and service managers. */
enum ExitStatus {
    OK(0),
    FAILED(1),
    /** The command line or the configuration cannot be used. */
    USAGE(2),
    TOKEN_REFUSED(3),
    UNREACHABLE(4),
    TLS(5),
    /** There is no identity, or it cannot be used as it is. */
    IDENTITY(6),
    /** Another agent connected with the same identity. */
    SUPERSEDED(7),
    REVOKED(8),
    UNSUPPORTED_VERSION(9),
    /** The proxy on the way to the cloud is out of reach or refuses. */
    PROXY(10),
    /** Whoever started it is to find out what to run now, and to run that. */
    AGAIN(Supervisor.AGAIN);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
