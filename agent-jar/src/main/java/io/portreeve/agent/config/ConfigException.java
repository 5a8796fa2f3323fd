package io.portreeve.agent.config;

import java.util.List;

/** The agent cannot start as it was told to; each problem is one line for the person who told it. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigException(String problem) {
        this(problem, null);
    }

    public ConfigException(String problem, Throwable cause) {
        super(problem, cause);
        problems = List.of(problem);
    }

    ConfigException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
