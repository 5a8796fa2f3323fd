package io.portreeve.agent.config;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** Lays options over environment over file over defaults. */
public final class ConfigReader {
    /** Read when no other file is named and it exists. */
    public static final Path DEFAULT_FILE = Path.of("/etc/portreeve/agent.properties");

    /** The enrolment token; a secret, and so no setting of the configuration. */
    public static final String TOKEN_VARIABLE = "PORTREEVE_AGENT_ENROLMENT_TOKEN";

    /** Names the configuration file. */
    public static final String FILE_VARIABLE = "PORTREEVE_AGENT_CONFIG";

    private static final String DEFAULT_STATE = "/var/lib/portreeve-agent";
    private static final String DEFAULT_ENGINE = "unix:///var/run/docker.sock";

    /**
     * What came out.
     *
     * @param unknown keys that mean nothing, as a person would find them
     * @param file that was read
     */
    public record Result(AgentConfig config, List<String> unknown, Optional<Path> file) {
        public Result {
            unknown = List.copyOf(unknown);
        }
    }

    private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
    private final List<String> unknown = new ArrayList<>();
    private Optional<Path> file = Optional.empty();

    private final Map<String, String> environment;

    private ConfigReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads everything.
     *
     * @param options from the command line
     * @param file named on the command line; null means the one of the environment, or else the default one if it is
     *     there
     * @throws ConfigException if something cannot be used
     */
    public static Result read(Map<Setting, String> options, Map<String, String> environment, Path file) {
        ConfigReader reader = new ConfigReader(environment);
        reader.takeFile(file);
        reader.takeEnvironment();
        reader.texts.putAll(options);
        return new Result(reader.config(), reader.unknown, reader.file);
    }

    private void takeFile(Path named) {
        String inEnvironment = environment.getOrDefault(FILE_VARIABLE, "");
        Path path = named != null ? named : inEnvironment.isEmpty() ? DEFAULT_FILE : Path.of(inEnvironment);
        if (path.equals(DEFAULT_FILE) && !Files.exists(path)) {
            return;
        }
        file = Optional.of(path);
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("cannot read the configuration file " + path + ": " + e, e);
        }
        properties
                .stringPropertyNames()
                .forEach(key -> take(Setting.withKey(key), key + " in " + path, properties.getProperty(key)));
    }

    private void takeEnvironment() {
        String engine = environment.getOrDefault("DOCKER_HOST", "");
        if (!engine.isBlank()) {
            texts.putIfAbsent(Setting.DOCKER_HOST, engine);
        }
        environment.forEach((name, value) -> {
            boolean other = name.equals(TOKEN_VARIABLE) || name.equals(FILE_VARIABLE);
            if (name.startsWith(Setting.ENVIRONMENT_PREFIX) && !other) {
                take(Setting.withEnvironmentName(name), name + " in the environment", value);
            }
        });
    }

    private void take(Optional<Setting> setting, String where, String value) {
        setting.ifPresentOrElse(known -> texts.put(known, value.strip()), () -> unknown.add(where));
    }

    private AgentConfig config() {
        boolean allowPlain = value(Setting.ALLOW_PLAIN, "false", ConfigReader::flag);
        Path state = value(Setting.STATE_DIR, DEFAULT_STATE, Path::of);
        return new AgentConfig(
                Optional.ofNullable(texts.get(Setting.URL)).map(text -> CloudAddress.of(text, allowPlain)),
                state,
                value(Setting.IDENTITY, state.resolve("identity").toString(), Path::of),
                value(Setting.DOCKER_HOST, DEFAULT_ENGINE, ConfigReader::uri),
                value(Setting.CGROUP_ROOT, "/sys/fs/cgroup", Path::of),
                value(Setting.PROC_ROOT, "/proc", Path::of),
                new RouteSettings(
                                setting ->
                                        Optional.ofNullable(texts.get(setting)).filter(text -> !text.isEmpty()),
                                environment)
                        .read(allowPlain),
                value(Setting.RELIST_INTERVAL, "PT60S", Duration::parse),
                value(Setting.ENGINE_DEADLINE, "PT10S", Duration::parse),
                value(Setting.OUTBOX_BATCHES, "1000", Integer::valueOf),
                value(Setting.OUTBOX_BYTES, "4194304", Integer::valueOf),
                actions());
    }

    private ActionPolicy actions() {
        boolean readOnly = value(Setting.READ_ONLY, "false", ConfigReader::flag);
        String rules = texts.getOrDefault(Setting.ACTION_RULES, ActionPolicy.DEFAULT_RULES);
        try {
            return ActionPolicy.of(readOnly, rules);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigException(Setting.ACTION_RULES.key() + ": " + e.getMessage(), e);
        }
    }

    private <T> T value(Setting setting, String otherwise, Function<String, T> form) {
        String text = texts.getOrDefault(setting, otherwise);
        try {
            return form.apply(text);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new ConfigException(setting.key() + " cannot be \"" + text + "\"", e);
        }
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
