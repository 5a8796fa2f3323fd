package io.portreeve.agent.config;

/** What no log and no page may show. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "redacted";
    }
}
