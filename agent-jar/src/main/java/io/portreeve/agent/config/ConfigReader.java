package io.portreeve.agent.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.portreeve.contract.release.SignedRelease;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes one record of what options, environment and file say, or says all that is wrong with it. */
public final class ConfigReader {
    /** Read when no other file is named and it exists. */
    public static final Path DEFAULT_FILE = Path.of("/etc/portreeve/agent.properties");

    /** The enrolment token; a secret, and so no setting of the configuration. */
    public static final String TOKEN_VARIABLE = "PORTREEVE_AGENT_ENROLMENT_TOKEN";

    /** Names the configuration file. */
    public static final String FILE_VARIABLE = "PORTREEVE_AGENT_CONFIG";

    /**
     * What came out.
     *
     * @param unknown keys that mean nothing, as a person would find them, and what they may have meant
     * @param file that was read
     * @param told what was said, to be compared with what is said later
     */
    public record Result(AgentConfig config, List<String> unknown, Optional<Path> file, Told told) {
        public Result {
            unknown = List.copyOf(unknown);
        }
    }

    private final Told told;
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    private ConfigReader(Told told, Map<String, String> environment) {
        this.told = told;
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
        Told told = Told.read(options, environment, file);
        return new Result(new ConfigReader(told, environment).config(), told.unknown(), told.file(), told);
    }

    private AgentConfig config() {
        boolean allowPlain = value(Setting.ALLOW_PLAIN, Forms::flag);
        Path state = value(Setting.STATE_DIR, Path::of);
        AgentConfig config = new AgentConfig(
                told.text(Setting.URL).flatMap(text -> unless(() -> CloudAddress.of(text, allowPlain))),
                state,
                told.text(Setting.IDENTITY).map(Path::of).orElse(state.resolve("identity")),
                value(Setting.DOCKER_HOST, Forms::engine),
                value(Setting.CGROUP_ROOT, Path::of),
                value(Setting.PROC_ROOT, Path::of),
                unless(() -> new RouteSettings(told, environment).read(allowPlain))
                        .orElse(RouteConfig.DIRECT),
                intervals(),
                value(Setting.LOG_LEVEL, Forms::logLevel),
                value(Setting.RELIST_INTERVAL, Forms::duration),
                value(Setting.ENGINE_DEADLINE, Forms::duration),
                value(Setting.SPOOL_BYTES, Forms::spoolBytes),
                value(Setting.SPOOL_AGE, Forms::spoolAge),
                value(Setting.OUTBOX_BATCHES, Forms::positive),
                value(Setting.OUTBOX_BYTES, Forms::positive),
                logs(),
                actions(),
                new UpdateConfig(
                        updateRefusal(), value(Setting.SELF_UPDATE_DEADLINE, Forms::updateDeadline), releaseKey()));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    private ActionPolicy actions() {
        boolean readOnly = value(Setting.READ_ONLY, Forms::flag);
        told.emptied(Setting.ACTION_RULES)
                .ifPresent(place -> problems.add(place + " is empty: say \"deny *\" to forbid everything"));
        return value(Setting.ACTION_RULES, rules -> ActionPolicy.of(readOnly, rules));
    }

    private Optional<String> updateRefusal() {
        boolean allowed = value(Setting.SELF_UPDATE, Forms::allowed);
        if (value(Setting.READ_ONLY, Forms::flag)) {
            return Optional.of("read-only = true");
        }
        return allowed ? Optional.empty() : Optional.of("self-update = deny");
    }

    private Optional<PublicKey> releaseKey() {
        return told.text(Setting.RELEASE_KEY).flatMap(text -> {
            try {
                return Optional.of(SignedRelease.publicKey(text));
            } catch (IllegalArgumentException e) {
                problems.add(told.place(Setting.RELEASE_KEY) + " cannot be \"" + text + "\": " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    private LogConfig logs() {
        LogChoice choice = value(Setting.LOGS, Forms::logChoice);
        return new LogConfig(
                choice,
                value(Setting.LOGS_LIVE, Forms::flag) && choice != LogChoice.NONE,
                value(Setting.LOGS_WISHES, Forms::flag),
                value(Setting.LOGS_RATE, Forms::positive),
                told.text(Setting.LOGS_REDACT).flatMap(text -> expression(Setting.LOGS_REDACT, text)),
                told.text(Setting.LOGS_FIRST_LINE).flatMap(text -> expression(Setting.LOGS_FIRST_LINE, text)),
                told.text(Setting.LOGS_FILES).map(Path::of));
    }

    private Optional<Pattern> expression(Setting setting, String text) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            problems.add(told.place(setting) + " cannot be \"" + text + "\": " + e.getDescription()
                    + "; it is an expression of RE2, without references back");
            return Optional.empty();
        }
    }

    private IntervalBounds intervals() {
        var shortest = value(Setting.SHORTEST_INTERVAL, Forms::interval);
        var longest = value(Setting.LONGEST_INTERVAL, Forms::interval);
        return unless(() -> new IntervalBounds(shortest, longest)).orElse(new IntervalBounds(shortest, shortest));
    }

    private <T> T value(Setting setting, Function<String, T> form) {
        String text = told.text(setting).orElseThrow();
        try {
            return form.apply(text);
        } catch (IllegalArgumentException | IllegalStateException e) {
            problems.add(told.place(setting) + " cannot be \"" + text + "\": " + e.getMessage());
            return form.apply(setting.usual());
        }
    }

    private <T> Optional<T> unless(Supplier<T> made) {
        try {
            return Optional.of(made.get());
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
