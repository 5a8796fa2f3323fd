package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.platform.OrganizationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Gathers what different agents of an organization want while earlier ones are served, so that a thousand who come at once
 * need few transactions. One alone does not wait for others.
 */
final class Gathering<T> {
    /** A transaction with more holds the rows of its agents for long. */
    static final int MOST = 32;

    private final Executor executor;
    private final Function<T, AgentId> agent;
    private final BiConsumer<OrganizationId, List<T>> work;
    private final Consumer<T> failed;
    private final Map<OrganizationId, Deque<T>> waiting = new HashMap<>();

    /** {@code work} gets some of one organization, of each agent one; {@code failed} those that no thread will serve. */
    Gathering(
            Executor executor,
            Function<T, AgentId> agent,
            BiConsumer<OrganizationId, List<T>> work,
            Consumer<T> failed) {
        this.executor = executor;
        this.agent = agent;
        this.work = work;
        this.failed = failed;
    }

    void add(OrganizationId organization, T wanted) {
        boolean isFirst;
        synchronized (this) {
            Deque<T> own = waiting.computeIfAbsent(organization, unused -> new ArrayDeque<>());
            isFirst = own.isEmpty();
            own.add(wanted);
        }
        if (isFirst) {
            later(organization);
        }
    }

    private void later(OrganizationId organization) {
        try {
            executor.execute(() -> serve(organization));
        } catch (RejectedExecutionException e) {
            Deque<T> left;
            synchronized (this) {
                left = waiting.remove(organization);
            }
            if (left != null) {
                left.forEach(failed);
            }
        }
    }

    private void serve(OrganizationId organization) {
        List<T> some = new ArrayList<>();
        boolean isMore;
        synchronized (this) {
            Deque<T> own = waiting.getOrDefault(organization, new ArrayDeque<>());
            Set<AgentId> agents = new HashSet<>();
            while (some.size() < MOST && !own.isEmpty() && agents.add(agent.apply(own.element()))) {
                some.add(own.remove());
            }
            isMore = !own.isEmpty();
            if (!isMore) {
                waiting.remove(organization);
            }
        }
        if (isMore) {
            later(organization);
        }
        if (!some.isEmpty()) {
            work.accept(organization, some);
        }
    }
}
