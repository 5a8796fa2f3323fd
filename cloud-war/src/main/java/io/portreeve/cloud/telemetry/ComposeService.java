package io.portreeve.cloud.telemetry;

import java.util.Objects;

/** A service of a compose project, whichever containers make it up and wherever they run. */
public record ComposeService(String project, String service) {
    public ComposeService {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(service, "service");
    }
}
