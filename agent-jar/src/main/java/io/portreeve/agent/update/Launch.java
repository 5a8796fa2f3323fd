package io.portreeve.agent.update;

import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Decides which jar is run, for the one that a person installed. A release that was staged is started once; whatever
 * ended it before it was confirmed, the next decision is against it, save that the machine went down: then it is started
 * once more. No decision for a trial counts unless it is on the disk.
 */
public final class Launch {
    /** Begins the mark of a trial that was ended because its time was over. */
    public static final String LATE = "late";

    private static final Logger LOG = Logger.getLogger(Launch.class.getName());

    private final UpdateFiles files;
    private final Path installed;
    private final Rules rules;
    private final String boot;

    /**
     * What the host's owner says.
     *
     * @param refusal the rule that forbids updates; absent where none does
     * @param key who signs releases, if anybody does
     * @param deadline by which a new version has to have connected
     */
    public record Rules(Optional<String> refusal, Optional<PublicKey> key, Duration deadline) {}

    /**
     * What is to run.
     *
     * @param limit by which it has to have taken the mark away; zero if it is on no trial
     */
    public record Choice(Path jar, Duration limit, Path mark) {
        public boolean isTrial() {
            return !limit.isZero();
        }
    }

    /**
     * For one host.
     *
     * @param directory of updates
     * @param installed the jar that a person installed
     * @param boot what tells this start of the machine from others; empty if nothing does
     */
    public Launch(Path directory, Path installed, Rules rules, String boot) {
        files = new UpdateFiles(directory);
        this.installed = installed;
        this.rules = rules;
        this.boot = boot;
    }

    /** Why what was updated does not count; empty while it does, or nothing was. */
    public Optional<String> problem() {
        try {
            files.read();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    /** Whether another jar than the installed one may have to run. */
    public boolean isUpdated() {
        try {
            return files.read().filter(UpdateState::isUpdated).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Decides. Only who has the identity's lock may ask.
     *
     * @param ended what is known of how the process before ended, for people
     */
    public Choice next(String ended) {
        try {
            Optional<UpdateState> state = files.read();
            return state.isPresent() ? next(state.get(), ended) : installed();
        } catch (IOException e) {
            LOG.log(Level.SEVERE, "the agent that was installed runs, and no update of it: {0}", e.toString());
            return installed();
        }
    }

    private Choice next(UpdateState state, String ended) throws IOException {
        String sha256 = JarCheck.sha256(installed);
        UpdateState now = state.installed().equals(sha256) ? state : state.reinstalled(sha256);
        if (now.trial().filter(this::mayStart).isPresent()) {
            SignedRelease release = now.trial().get().release();
            Optional<String> problem = rules.refusal().or(() -> problem(release));
            if (problem.isEmpty()) {
                try {
                    return begun(now.started(boot));
                } catch (IOException e) {
                    problem = Optional.of("its start cannot be written down: " + e);
                }
            }
            now = now.without(problem.get());
        } else if (now.trial().isPresent()) {
            now = now.without(reason(ended));
        }
        Optional<String> broken = now.current().flatMap(this::problem);
        if (broken.isPresent()) {
            LOG.severe("the agent that was installed runs, and no update of it: " + broken.get());
            now = now.withoutCurrent();
        }
        keep(now);
        return now.current().map(current -> running(current, Duration.ZERO)).orElseGet(this::installed);
    }

    private boolean mayStart(UpdateState.Trial trial) {
        return !trial.started() || trial.wasCutShort(boot);
    }

    private Optional<String> problem(SignedRelease release) {
        return JarCheck.problem(files.jar(release.release().sha256()), release, rules.key());
    }

    private Choice begun(UpdateState state) throws IOException {
        Files.writeString(files.mark(), "", StandardCharsets.UTF_8);
        files.write(state);
        return running(state.trial().orElseThrow().release(), rules.deadline());
    }

    /** The choice is the same without it: what could not be written down is decided again. */
    private void keep(UpdateState state) {
        try {
            files.write(state);
            Files.deleteIfExists(files.mark());
            files.keepOnly(state.jars());
        } catch (IOException e) {
            LOG.log(Level.SEVERE, "cannot write down which agent runs", e);
        }
    }

    private String reason(String ended) {
        try {
            if (Files.readString(files.mark(), StandardCharsets.UTF_8).startsWith(LATE)) {
                return "it did not connect within " + rules.deadline().toSeconds() + " s";
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "no mark of a trial", e);
        }
        return ended;
    }

    private Choice running(SignedRelease release, Duration limit) {
        return new Choice(files.jar(release.release().sha256()), limit, files.mark());
    }

    private Choice installed() {
        return new Choice(installed, Duration.ZERO, files.mark());
    }
}
