package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Looks keys of agents up, those of all who ask while an earlier look goes on with one question: agents who come at once
 * would need a transaction each. Nothing is remembered, so that a key that is revoked is not found from then on.
 */
public final class KeyLookups {
    private final Function<Collection<AgentId>, Map<AgentId, AgentStore.KeyRow>> question;
    private final ReentrantLock looking = new ReentrantLock(true);
    private Map<AgentId, CompletableFuture<Optional<AgentStore.KeyRow>>> waiting = new HashMap<>();

    /** @param question gives the keys of those who have one */
    public KeyLookups(Function<Collection<AgentId>, Map<AgentId, AgentStore.KeyRow>> question) {
        this.question = question;
    }

    /** As it is after the call began; fails as the question fails. */
    public Optional<AgentStore.KeyRow> find(AgentId agent) {
        CompletableFuture<Optional<AgentStore.KeyRow>> found;
        synchronized (this) {
            found = waiting.computeIfAbsent(agent, id -> new CompletableFuture<>());
        }
        looking.lock();
        try {
            if (!found.isDone()) {
                askForAll();
            }
        } finally {
            looking.unlock();
        }
        return result(found);
    }

    private static Optional<AgentStore.KeyRow> result(CompletableFuture<Optional<AgentStore.KeyRow>> found) {
        try {
            return found.getNow(Optional.empty());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
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
        Set<AgentId> agents = new HashSet<>(all.keySet());
        try {
            Map<AgentId, AgentStore.KeyRow> keys = question.apply(agents);
            all.forEach((agent, found) -> found.complete(Optional.ofNullable(keys.get(agent))));
        } catch (RuntimeException e) {
            all.values().forEach(found -> found.completeExceptionally(e));
        }
    }
}
