package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.contract.message.ActionAccepted;
import io.portreeve.contract.message.ActionAcknowledged;
import io.portreeve.contract.message.ActionOutcome;
import io.portreeve.contract.message.AgentMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What one connection's agent said of actions, and is not stored yet: one at a time, in the order it came. */
final class ActionReports {
    /** Well above what an agent keeps, so that only a broken one reaches it. */
    static final int CAPACITY = 600;

    private final Deque<AgentMessage> waiting = new ArrayDeque<>(1);
    private boolean storing;
    private Instant retryAt = Instant.MIN;

    /** False if too many wait. */
    boolean offer(AgentMessage report) {
        return waiting.size() < CAPACITY && waiting.add(report);
    }

    /** Whether one waits that may be stored now. */
    boolean isDue(Instant now) {
        return !storing && !waiting.isEmpty() && !now.isBefore(retryAt);
    }

    /** What to store next, if nothing is being stored. */
    Optional<Effect> next(AgentSession session, Instant now) {
        if (!isDue(now)) {
            return Optional.empty();
        }
        storing = true;
        AgentMessage head = waiting.element();
        return Optional.of(
                head instanceof ActionAccepted accepted
                        ? new Effect.StoreAccepted(session, accepted)
                        : new Effect.StoreOutcome(session, ((ActionOutcome) head).result()));
    }

    /** The head is committed; gives what the agent waits for. */
    Optional<ActionAcknowledged> stored() {
        storing = false;
        return waiting.remove() instanceof ActionOutcome outcome
                ? Optional.of(new ActionAcknowledged(outcome.result().id()))
                : Optional.empty();
    }

    void retryHeadAfter(Instant now) {
        storing = false;
        retryAt = now.plus(DurableQueue.RETRY);
    }
}
