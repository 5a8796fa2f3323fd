package io.portreeve.agent.command;

import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineAnswer;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.EngineUpdates;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a container of another image in a container's place. The new one is made by another name beside the old one; only
 * then, and after the journal says so, the old one is stopped and gives up its name. It is removed when the new one is
 * healthy, and goes on otherwise. Each step may be the last of this process: {@link #resumed} goes back, or on where the
 * new one was healthy.
 */
final class Replacement implements Lanes.Task {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration STEADY = Duration.ofSeconds(10);

    private static final String NEW = "portreeve-new-";
    private static final String OLD = "portreeve-old-";
    private static final Set<String> REPLACEABLE = Set.of("created", "exited", "running", "restarting");

    /** Where it stands. */
    private enum Phase {
        MAKE,
        SWAP,
        WATCH,
        FINISH,
        GO_BACK
    }

    private final Entry.Begun begun;
    private final Optional<ContainerAction.Update> update;
    private final Engine engine;
    private final EngineUpdates updates;
    private final Ledger ledger;
    private final Endings endings;
    private final WayBack wayBack;
    private Phase phase;
    private Optional<Entry.Replaced> replaced;
    private long startedNanos;

    /** One that begins. */
    Replacement(Entry.Begun begun, ContainerAction.Update update, Engine engine, Ledger ledger, Endings endings) {
        this(begun, Optional.of(update), Optional.empty(), "", engine, ledger, endings);
    }

    private Replacement(
            Entry.Begun begun,
            Optional<ContainerAction.Update> update,
            Optional<Entry.Replaced> replaced,
            String why,
            Engine engine,
            Ledger ledger,
            Endings endings) {
        this.begun = begun;
        this.update = update;
        this.replaced = replaced;
        this.engine = engine;
        this.ledger = ledger;
        this.endings = endings;
        updates = engine.updates();
        wayBack = new WayBack(begun, engine, endings);
        phase = update.isPresent() ? Phase.MAKE : Phase.GO_BACK;
        if (update.isEmpty()) {
            wayBack.because(why);
            phase = replaced.filter(Entry.Replaced::healthy).isPresent() ? Phase.FINISH : Phase.GO_BACK;
        }
    }

    /** One that an earlier process did not end. */
    static Replacement resumed(
            Entry.Begun begun,
            Optional<Entry.Replaced> replaced,
            String why,
            Engine engine,
            Ledger ledger,
            Endings endings) {
        return new Replacement(begun, Optional.empty(), replaced, why, engine, ledger, endings);
    }

    /** By which the new one goes until the old one gives up its own. */
    static String newName(Entry.Begun begun) {
        return NEW + begun.id();
    }

    /** By which the old one goes from then on. */
    static String oldName(Entry.Begun begun) {
        return OLD + begun.id();
    }

    /** Whether a container of this name is, or may be, needed to go on or back. */
    static boolean isItsName(String name) {
        return name.startsWith(NEW) || name.startsWith(OLD);
    }

    @Override
    public Optional<Duration> run() {
        try {
            return switch (phase) {
                case MAKE -> make();
                case SWAP -> swap(replaced.orElseThrow());
                case WATCH -> watch(replaced.orElseThrow());
                case FINISH -> finish(replaced.orElseThrow());
                case GO_BACK -> wayBack.step(replaced);
            };
        } catch (EngineException e) {
            return phase == Phase.FINISH ? Optional.of(LOOK_AGAIN) : goBack(e.getMessage());
        }
    }

    @Override
    public Optional<Duration> threw(RuntimeException failure) {
        if (phase == Phase.GO_BACK || phase == Phase.FINISH) {
            return endings.ended(begun, new Verdict(Outcome.UNKNOWN, "the agent failed: " + failure), Optional.empty());
        }
        return goBack("the agent failed: " + failure);
    }

    private Optional<Duration> make() {
        Optional<String> obstacle = updates.obstacle(begun.dockerId());
        if (obstacle.isPresent()) {
            return unchanged(obstacle.get());
        }
        EngineContainer old = engine.inspect(begun.dockerId()).orElseThrow(() -> gone(begun.dockerId()));
        if (!REPLACEABLE.contains(old.state())) {
            return unchanged("it is " + old.state());
        }
        String asked = update.orElseThrow().image();
        String image = asked.isEmpty() ? old.image() : asked;
        if (update.get().pull()) {
            EngineAnswer pulled = updates.pull(image);
            if (!pulled.isDone()) {
                return unchanged("cannot pull " + image + ": " + pulled);
            }
        }
        Optional<String> imageId = updates.image(image);
        if (imageId.isEmpty()) {
            return unchanged("404: there is no image " + image);
        }
        if (imageId.get().equals(old.imageId())) {
            return endings.ended(
                    begun,
                    new Verdict(Outcome.SUCCEEDED, "it is of the newest image " + image + " already"),
                    Optional.of(Conditions.of(old)));
        }
        EngineUpdates.Made made = updates.makeLike(begun.dockerId(), image, newName(begun));
        if (made.id().isEmpty() || !made.answer().isDone()) {
            return goBack("cannot make the new one: " + made.answer());
        }
        note(new Entry.Replaced(begun.id(), made.id().get(), old.name(), false));
        phase = Phase.SWAP;
        return Optional.of(AT_ONCE);
    }

    private Optional<Duration> swap(Entry.Replaced now) {
        EngineContainer old = engine.inspect(begun.dockerId()).orElseThrow(() -> gone(begun.dockerId()));
        if (!isAsBefore(Conditions.of(old))) {
            wayBack.leaveTheOldOne();
            return goBack("somebody else changed it meanwhile: it is " + old.state());
        }
        boolean runs = WayBack.ran(begun);
        if (runs) {
            check("stop the old one", updates.stop(begun.dockerId()));
        }
        check("rename the old one", updates.rename(begun.dockerId(), oldName(begun)));
        check("name the new one", updates.rename(now.newId(), now.name()));
        if (!runs) {
            phase = Phase.FINISH;
            return Optional.of(AT_ONCE);
        }
        check("start the new one", engine.act(now.newId(), new ContainerAction.Start()));
        startedNanos = System.nanoTime();
        phase = Phase.WATCH;
        return Optional.of(LOOK_AGAIN);
    }

    /** One that ran may have started anew by itself, which is often why it is updated. */
    private boolean isAsBefore(ContainerCondition now) {
        return WayBack.ran(begun)
                ? WayBack.runs(now)
                : now.state().equals(begun.before().state())
                        && now.startedAt().equals(begun.before().startedAt());
    }

    private Optional<Duration> watch(Entry.Replaced now) {
        EngineContainer fresh = engine.inspect(now.newId()).orElseThrow(() -> gone(now.newId()));
        Duration deadline = update.orElseThrow().healthDeadline();
        Duration since = Duration.ofNanos(System.nanoTime() - startedNanos);
        if (!fresh.state().equals("running") || fresh.restartCount() > 0) {
            return goBack("the new one did not stay up: it is " + fresh.state()
                    + fresh.exitCode().map(code -> " (" + code + ")").orElse(""));
        }
        if (fresh.health().equals("unhealthy")) {
            return goBack("the new one is unhealthy");
        }
        Duration steady = STEADY.compareTo(deadline) < 0 ? STEADY : deadline;
        boolean isWell = fresh.health().isEmpty()
                ? since.compareTo(steady) >= 0
                : fresh.health().equals("healthy");
        if (isWell) {
            note(new Entry.Replaced(begun.id(), now.newId(), now.name(), true));
            phase = Phase.FINISH;
            return Optional.of(AT_ONCE);
        }
        return since.compareTo(deadline) >= 0
                ? goBack("the new one was not healthy within " + deadline.toSeconds() + " s")
                : Optional.of(LOOK_AGAIN);
    }

    private Optional<Duration> finish(Entry.Replaced now) {
        boolean force = WayBack.ran(begun);
        EngineAnswer removed = engine.act(begun.dockerId(), new ContainerAction.Remove(force, false));
        Optional<ContainerCondition> after = engine.inspect(now.newId()).map(Conditions::of);
        String rest = removed.isDone() || removed.status() == WayBack.NOT_FOUND
                ? ""
                : "; the old one, " + oldName(begun) + ", could not be removed: " + removed;
        return endings.ended(
                begun,
                new Verdict(Outcome.SUCCEEDED, "made anew: " + now.newId().substring(0, 12) + rest),
                after);
    }

    private void note(Entry.Replaced entry) {
        ledger.note(entry);
        replaced = Optional.of(entry);
    }

    private Optional<Duration> unchanged(String why) {
        Optional<ContainerCondition> now = engine.inspect(begun.dockerId()).map(Conditions::of);
        return endings.ended(begun, new Verdict(Outcome.FAILED, why + "; nothing was changed"), now);
    }

    private Optional<Duration> goBack(String why) {
        if (phase != Phase.GO_BACK) {
            wayBack.because(why);
            phase = Phase.GO_BACK;
            return Optional.of(AT_ONCE);
        }
        return wayBack.silent();
    }

    private static void check(String what, EngineAnswer answer) {
        if (!answer.isDone()) {
            throw new EngineException("cannot " + what + ": " + answer, null);
        }
    }

    private static EngineException gone(String id) {
        return new EngineException("the container " + id.substring(0, 12) + " is gone", null);
    }
}
