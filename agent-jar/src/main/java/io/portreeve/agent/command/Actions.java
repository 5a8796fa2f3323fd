package io.portreeve.agent.command;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.Engine;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.HostActionRequest;
import io.portreeve.contract.action.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs what the cloud asks for. An id is run once at most, over restarts too. Any thread may call; none waits for the
 * engine.
 */
public final class Actions implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Actions.class.getName());
    private static final Duration LONGEST = Duration.ofDays(1);
    static final int MOST_PENDING = 64;

    private static final int MOST_OPEN = 256;
    private static final int MOST_ANSWERS = 256;
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;
    private static final long JOURNAL_BYTES = 1024 * 1024;
    private static final Set<ActionKind> FATAL_TO_ITSELF = Set.of(ActionKind.UPDATE, ActionKind.REMOVE);
    private static final String CRASHED = "the agent ended while this ran";

    private volatile ActionPolicy policy;
    private final Engine engine;
    private final Set<String> own;
    private final Reports reports;
    private final Clock clock;
    private final Ledger ledger;
    private final Endings endings;
    private final Lanes lanes = new Lanes(AT_ONCE);
    private final HostTasks hostTasks;
    private final Set<UUID> pending = ConcurrentHashMap.newKeySet();

    /** What only has to be written down, and not to be waited for. */
    private final ThreadPoolExecutor desk =
            new ThreadPoolExecutor(0, 1, 20, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_ANSWERS), work -> {
                Thread thread = new Thread(work, "action-desk");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * Actions that are not started.
     *
     * @param journal file that need not exist
     * @param own containers that the agent cannot replace or remove without ending half way
     */
    public Actions(Path journal, ActionPolicy policy, Set<String> own, Engine engine, Clock clock, Reports reports) {
        this(journal, policy, own, engine, clock, reports, SelfUpdate.NONE);
    }

    /** Of an agent that may replace itself. */
    public Actions(
            Path journal,
            ActionPolicy policy,
            Set<String> own,
            Engine engine,
            Clock clock,
            Reports reports,
            SelfUpdate self) {
        this.policy = policy;
        this.own = Set.copyOf(own);
        this.engine = engine;
        this.reports = reports;
        this.clock = clock;
        ledger = new Ledger(new Journal(journal), JOURNAL_BYTES, desk);
        endings = new Endings(ledger, reports, clock, pending::remove);
        hostTasks = new HostTasks(() -> this.policy, this.own, engine, ledger, clock, endings, lanes, self);
    }

    /** Settles what an earlier process left open. */
    public void start() {
        for (Entry.Beginning begun : ledger.begun()) {
            pending.add(begun.id());
            if (begun instanceof Entry.HostBegun ofHost) {
                hostTasks.settle(ofHost, CRASHED);
            } else if (begun instanceof Entry.Begun ofContainer) {
                lanes.add(ofContainer.dockerId(), settlement(ofContainer));
            }
        }
    }

    /** From now on, for what waits as well. */
    public void policy(ActionPolicy changed) {
        policy = changed;
    }

    /** Runs it when its turn comes; an id that is known is answered from memory. */
    public void requested(ActionRequest request) {
        if (isKnown(request.id())) {
            return;
        }
        if (own.contains(request.dockerId())
                && FATAL_TO_ITSELF.contains(request.action().kind())) {
            decline(request.id(), "the agent itself runs in this container and would end half way; nothing was done");
            return;
        }
        pending.add(request.id());
        lanes.add(
                request.dockerId(),
                new Attempt(request, deadline(request.timeLeft()), () -> policy, engine, ledger, clock, endings));
    }

    /** Likewise. */
    public void requested(HostActionRequest request) {
        if (!isKnown(request.id())) {
            pending.add(request.id());
            hostTasks.add(request, deadline(request.timeLeft()));
        }
    }

    /** Whether nothing is to be done about it, save what is said here. */
    private boolean isKnown(UUID id) {
        if (pending.contains(id) || ledger.isBegun(id)) {
            return true;
        }
        Optional<ActionResult> known = ledger.ended(id);
        if (known.isPresent()) {
            reports.ended(known.get());
        } else if (ledger.isAcknowledged(id)) {
            answer(id, Outcome.UNKNOWN, "it ended before; what came of it was acknowledged then");
        } else if (pending.size() >= MOST_PENDING || ledger.open() >= MOST_OPEN) {
            tooMany(id);
        } else {
            return false;
        }
        return true;
    }

    private static long deadline(Duration timeLeft) {
        return System.nanoTime() + (timeLeft.compareTo(LONGEST) > 0 ? LONGEST : timeLeft).toNanos();
    }

    /** The cloud has stored the outcome. */
    public void acknowledged(UUID id) {
        ledger.acknowledge(id);
    }

    /** What has to be said again to a cloud that may have missed it. */
    public Unacknowledged unacknowledged() {
        return ledger.unacknowledged();
    }

    /** Interrupts what runs; it is settled at the next start. */
    @Override
    public void close() {
        lanes.close();
        desk.shutdown();
        try {
            if (!desk.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warning("the disk takes too long to write down what was acknowledged");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ledger.close();
    }

    /** Written down, lest a copy that is on its way runs; what cannot even be answered is asked again, or expires. */
    private void tooMany(UUID id) {
        if (ledger.open() < MOST_OPEN + MOST_ANSWERS) {
            decline(id, "too many actions wait on this host; nothing was done");
        }
    }

    private void decline(UUID id, String why) {
        pending.add(id);
        try {
            desk.execute(() -> endings.untouched(id, Outcome.FAILED, why, Optional.empty()));
        } catch (RejectedExecutionException e) {
            pending.remove(id);
            LOG.log(Level.FINE, "too many answers wait for the disk", e);
        }
    }

    private Lanes.Task settlement(Entry.Begun begun) {
        return begun.kind() == ActionKind.UPDATE
                ? Replacement.resumed(begun, ledger.replaced(begun.id()), CRASHED, engine, ledger, endings)
                : new Settlement(begun, CRASHED, engine, clock, endings);
    }

    private void answer(UUID id, Outcome outcome, String answer) {
        reports.ended(endings.result(id, outcome, "", answer, Optional.empty(), Optional.empty()));
    }
}
