package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks keys of agents up, those of all who ask while an earlier look goes on with one question: agents who come at once
 * would need a transaction each. Nothing is remembered, so that a key that is revoked is not found from then on.
 */
public final class KeyLookups {
    private static final Logger LOG = Logger.getLogger(KeyLookups.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Function<Collection<AgentId>, Map<AgentId, AgentStore.KeyRow>> question;
    private final Duration patience;
    private final ReentrantLock looking = new ReentrantLock(true);
    private Map<AgentId, CompletableFuture<Optional<AgentStore.KeyRow>>> waiting = new HashMap<>();

    /** @param question gives the keys of those who have one */
    public KeyLookups(Function<Collection<AgentId>, Map<AgentId, AgentStore.KeyRow>> question) {
        this(question, PATIENCE);
    }

    KeyLookups(Function<Collection<AgentId>, Map<AgentId, AgentStore.KeyRow>> question, Duration patience) {
        this.question = question;
        this.patience = patience;
    }

    /**
     * As it is after the call began. Who waits too long, or for whom the joint question failed, asks alone, and that fails
     * as the question fails.
     */
    public Optional<AgentStore.KeyRow> find(AgentId agent) {
        CompletableFuture<Optional<AgentStore.KeyRow>> found;
        synchronized (this) {
            found = waiting.computeIfAbsent(agent, id -> new CompletableFuture<>());
        }
        if (isMyTurn()) {
            try {
                if (!found.isDone()) {
                    askForAll();
                }
            } finally {
                looking.unlock();
            }
        }
        return found.isDone() ? found.join() : alone(agent);
    }

    private boolean isMyTurn() {
        try {
            return looking.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<AgentStore.KeyRow> alone(AgentId agent) {
        return Optional.ofNullable(question.apply(Set.of(agent)).get(agent));
    }

    /** How many ask and are not answered yet. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void askForAll() {
        Map<AgentId, CompletableFuture<Optional<AgentStore.KeyRow>>> all;
        synchronized (this) {
            all = waiting;
            waiting = new HashMap<>();
        }
        if (all.isEmpty()) {
            return;
        }
        try {
            Map<AgentId, AgentStore.KeyRow> keys = question.apply(new HashSet<>(all.keySet()));
            all.forEach((agent, found) -> found.complete(Optional.ofNullable(keys.get(agent))));
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> all.size() + " keys could not be looked up together");
        }
    }
}
