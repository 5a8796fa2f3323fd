package io.portreeve.agent.update;

import io.portreeve.agent.command.SelfUpdate;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.UpdateConfig;
import io.portreeve.agent.network.Route;
import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Updates of the agent that runs. Any thread may call. */
public final class Updates implements SelfUpdate {
    private static final Logger LOG = Logger.getLogger(Updates.class.getName());
    private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(10);
    private static final long ROOM_LEFT = 32L * 1024 * 1024;

    private final UpdateFiles files;
    private final Self self;
    private final Optional<PublicKey> key;
    private final Download download;
    private final CompletableFuture<Void> leaving = new CompletableFuture<>();
    private volatile UpdateConfig config;

    /**
     * What runs.
     *
     * @param jar it was started from
     */
    public record Self(Path jar, String version) {
        public Self {
            jar = jar.toAbsolutePath();
        }
    }

    /**
     * Of one identity.
     *
     * @param directory of updates
     * @param key whom enrolment named; what the host's owner says comes before
     */
    public Updates(
            Path directory, Self self, Optional<PublicKey> key, UpdateConfig config, Route route, CloudAddress cloud) {
        files = new UpdateFiles(directory);
        this.self = self;
        this.key = config.releaseKey().or(() -> key);
        this.config = config;
        download = new Download(route, cloud.agentJar(), LONGEST_DOWNLOAD);
    }

    /** From now on. */
    public void config(UpdateConfig changed) {
        config = changed;
    }

    /** Completes when this process shall end in order to be replaced. */
    public CompletableFuture<Void> leaving() {
        return leaving;
    }

    /** Whether this process is a release that is not confirmed. */
    public boolean isTrial() {
        try {
            return files.read().flatMap(UpdateState::trial).filter(this::isSelf).isPresent();
        } catch (IOException e) {
            LOG.log(Level.SEVERE, "what was updated cannot be read, so none of it counts: {0}", e.toString());
            return false;
        }
    }

    /** This process does its work: it stays. */
    public synchronized void confirm() {
        try {
            Optional<UpdateState> state = files.read();
            if (state.flatMap(UpdateState::trial).filter(this::isSelf).isPresent()) {
                UpdateState confirmed = state.get().confirmed();
                files.write(confirmed);
                Files.deleteIfExists(files.mark());
                files.keepOnly(confirmed.jars());
                LOG.info(() -> "this version is confirmed: " + self.version());
            }
        } catch (IOException e) {
            LOG.log(Level.SEVERE, "cannot write down that this version is confirmed, so it will be rolled back", e);
        }
    }

    @Override
    public Optional<String> refusal() {
        return config.refusal();
    }

    @Override
    public synchronized Optional<String> stage(UUID action, String text) {
        try {
            SignedRelease signed = SignedRelease.parse(text);
            Optional<UpdateState> state = files.read();
            Optional<String> problem = problem(signed, state);
            if (problem.isEmpty()) {
                stage(action, signed, state);
            }
            return problem;
        } catch (IllegalArgumentException e) {
            return Optional.of("what was offered is no release: " + e.getMessage());
        } catch (IOException e) {
            return Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the agent stops");
        }
    }

    @Override
    public void hasten() {
        leaving.complete(null);
    }

    @Override
    public synchronized void giveUp(UUID action, String why) {
        try {
            Optional<UpdateState> state = files.read();
            if (state.flatMap(UpdateState::trial)
                    .filter(trial -> trial.action().equals(action) && !trial.started())
                    .isPresent()) {
                files.write(state.get().without(why));
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot take back what was staged", e);
        }
    }

    @Override
    public synchronized Optional<Came> came(UUID action) {
        try {
            Optional<UpdateState> state = files.read();
            Optional<UpdateState.Trial> trial = state.flatMap(UpdateState::trial)
                    .filter(each -> each.action().equals(action));
            if (trial.filter(this::isSelf).isPresent()) {
                return Optional.empty();
            }
            if (trial.isPresent()) {
                files.write(state.get().without("the version before was started again"));
                return came(action);
            }
            return Optional.of(state.flatMap(UpdateState::last)
                    .filter(last -> last.action().equals(action))
                    .map(last -> new Came(last.confirmed(), last.answer()))
                    .orElse(new Came(false, "the agent ended before it had all of it; nothing was changed")));
        } catch (IOException e) {
            return Optional.of(new Came(false, "what came of it cannot be read: " + e));
        }
    }

    private Optional<String> problem(SignedRelease signed, Optional<UpdateState> state) throws IOException {
        Release release = signed.release();
        if (key.isEmpty()) {
            return Optional.of("no release key is pinned on this host: set release-key, or enrol it anew");
        }
        if (!signed.isSignedBy(key.get())) {
            return Optional.of("the release is not signed by the key that is pinned on this host");
        }
        if (release.java() > Runtime.version().feature()) {
            return Optional.of("it needs Java " + release.java() + ", and this host has "
                    + Runtime.version().feature());
        }
        if (!release.mayReplace(new ReleaseVersion(self.version()))) {
            return Optional.of(
                    release.version() + " is not after " + self.version() + ", and not signed to take its place");
        }
        if (state.filter(known -> release.created().isBefore(known.floor())).isPresent()) {
            return Optional.of("it was signed before the release that this host has had");
        }
        if (state.flatMap(UpdateState::trial).isPresent()) {
            return Optional.of("another update is not over");
        }
        return Files.isRegularFile(self.jar())
                ? Optional.empty()
                : Optional.of("this agent was not started from its jar");
    }

    private void stage(UUID action, SignedRelease signed, Optional<UpdateState> state)
            throws IOException, InterruptedException {
        files.prepare();
        Release release = signed.release();
        if (files.directory().toFile().getUsableSpace() < release.bytes() + ROOM_LEFT) {
            throw new IOException("there is too little room in " + files.directory());
        }
        boolean isInstalled = !files.holds(self.jar());
        UpdateState before = isInstalled || state.isEmpty()
                ? state.filter(known -> known.installed().equals(sha256()))
                        .orElseGet(() -> state.map(known -> known.reinstalled(sha256()))
                                .orElseGet(() -> UpdateState.of(sha256())))
                : state.get();
        Path part = files.part(release.sha256());
        try {
            download.fetch(release, part);
            String version = JarCheck.version(part);
            if (!version.equals(release.version().text())) {
                throw new IOException("the jar says that it is " + version + ", and its release "
                        + release.version().text());
            }
            files.move(part, files.jar(release.sha256()));
            files.write(before.staged(action, signed, self.version()));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private String sha256() {
        try {
            return JarCheck.sha256(self.jar());
        } catch (IOException e) {
            throw new IllegalArgumentException("this agent's own jar cannot be read", e);
        }
    }

    private boolean isSelf(UpdateState.Trial trial) {
        return trial.started() && files.isJar(self.jar(), trial.sha256());
    }
}
