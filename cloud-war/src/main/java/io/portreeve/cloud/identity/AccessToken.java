package io.portreeve.cloud.identity;

import java.time.Duration;

/** A signed JWT for the API. */
public record AccessToken(String text, Duration validity) {
    @Override
    public String toString() {
        return "AccessToken[validity=" + validity + ", text=redacted]";
    }
}
