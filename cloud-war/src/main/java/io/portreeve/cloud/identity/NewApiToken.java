package io.portreeve.cloud.identity;

import java.time.Instant;

/** An API token that was made just now, with the secret that nobody sees again. */
public record NewApiToken(ApiTokenId id, String name, String secret, Instant createdAt) {
    @Override
    public String toString() {
        return "NewApiToken[id=" + id + ", secret=redacted]";
    }
}
