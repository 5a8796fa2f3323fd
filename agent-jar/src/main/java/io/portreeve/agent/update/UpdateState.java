package io.portreeve.agent.update;

import io.portreeve.contract.release.SignedRelease;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far the agent of a host was updated.
 *
 * @param installed SHA-256 of the jar that a person installed, when all else here was decided
 * @param current what runs in its place; absent if it runs itself
 * @param trial what is to take the place of that, not confirmed yet
 * @param last what came of the trial before
 * @param floor when the newest release that ever ran was signed; none that is older is taken
 */
record UpdateState(
        String installed, Optional<SignedRelease> current, Optional<Trial> trial, Optional<Last> last, Instant floor) {
    /**
     * A release that is staged or tried.
     *
     * @param action that asked for it
     * @param from the version before
     * @param starts how often it was started
     * @param boot of the machine, at the last of these; empty if that is not known
     */
    record Trial(UUID action, SignedRelease release, String from, int starts, String boot) {
        boolean started() {
            return starts > 0;
        }

        /** Whether the machine went down while it was tried, which is not its fault; of that once only. */
        boolean wasCutShort(String bootNow) {
            return starts == 1 && !boot.isEmpty() && !bootNow.isEmpty() && !boot.equals(bootNow);
        }

        String sha256() {
            return release.release().sha256();
        }

        String to() {
            return release.release().version().text();
        }
    }

    /** What came of a trial. */
    record Last(UUID action, boolean confirmed, String answer) {}

    /** Nothing was ever updated. */
    static UpdateState of(String installed) {
        return new UpdateState(installed, Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH);
    }

    UpdateState staged(UUID action, SignedRelease release, String from) {
        return new UpdateState(installed, current, Optional.of(new Trial(action, release, from, 0, "")), last, floor);
    }

    UpdateState started(String boot) {
        return new UpdateState(
                installed,
                current,
                trial.map(each -> new Trial(each.action(), each.release(), each.from(), each.starts() + 1, boot)),
                last,
                floor);
    }

    UpdateState confirmed() {
        Trial done = trial.orElseThrow();
        Instant created = done.release().release().created();
        return new UpdateState(
                installed,
                Optional.of(done.release()),
                Optional.empty(),
                Optional.of(new Last(done.action(), true, done.from() + " was replaced by " + done.to())),
                created.isAfter(floor) ? created : floor);
    }

    /** The trial is over, and what was before goes on. */
    UpdateState without(String why) {
        Optional<Last> came = trial.map(done -> new Last(
                done.action(),
                false,
                done.started()
                        ? done.to() + " was rolled back to " + done.from() + ": " + why
                        : done.to() + " was not tried: " + why));
        return new UpdateState(installed, current, Optional.empty(), came.or(() -> last), floor);
    }

    /** What runs in the place of the installed jar no longer does. */
    UpdateState withoutCurrent() {
        return new UpdateState(installed, Optional.empty(), trial, last, floor);
    }

    /** A person installed another jar, which comes before all that was updated. */
    UpdateState reinstalled(String sha256) {
        UpdateState ended = without("another agent was installed meanwhile");
        return new UpdateState(sha256, Optional.empty(), Optional.empty(), ended.last, floor);
    }

    /** Whether anything but the installed jar is to run. */
    boolean isUpdated() {
        return current.isPresent() || trial.isPresent();
    }

    /** The jars that are needed still. */
    Set<String> jars() {
        return Stream.concat(
                        current.stream().map(each -> each.release().sha256()),
                        trial.stream().map(Trial::sha256))
                .collect(Collectors.toSet());
    }
}
