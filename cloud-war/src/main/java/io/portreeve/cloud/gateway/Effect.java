package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.message.ActionAccepted;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.CloseCode;
import java.util.List;
import java.util.Map;

/** What a conversation wants done. All but sending and closing are answered by a call of the conversation. */
sealed interface Effect {
    record Send(CloudMessage message) implements Effect {}

    /** The last effect of a conversation. */
    record Close(CloseCode code, String reason) implements Effect {}

    record Begin(Hello hello) implements Effect {}

    record StoreInventory(AgentSession session, Inventory inventory) implements Effect {}

    record StoreMetrics(AgentSession session, MetricsBatch batch, Map<Integer, ContainerId> numbers)
            implements Effect {}

    /** Not answered: newer values come. */
    record ShareLive(AgentSession session, LiveMetrics live, Map<Integer, ContainerId> numbers) implements Effect {}

    /**
     * Not answered: what a container writes that somebody watches.
     *
     * @param state as in {@link io.portreeve.cloud.logs.LiveTail}
     */
    record ShareTail(AgentSession session, ContainerId container, String state, long missed, List<LogLine> lines)
            implements Effect {}

    record StoreEvents(AgentSession session, EventsBatch batch) implements Effect {}

    record StoreLogs(AgentSession session, LogsBatch batch) implements Effect {}

    /** Not answered if it fails: what waits is asked for again at the next connection or doorbell. */
    record TakeActions(AgentSession session) implements Effect {}

    /** Always answered. */
    record TakeWishes(AgentSession session) implements Effect {}

    record StoreAccepted(AgentSession session, ActionAccepted accepted) implements Effect {}

    record StoreOutcome(AgentSession session, ActionResult result) implements Effect {}

    record StoreHostMetrics(AgentSession session, HostMetrics batch) implements Effect {}

    /** Not answered: what is lost is in what is told next. */
    record StoreInterfaces(AgentSession session, Interfaces interfaces, Map<Integer, ContainerId> numbers)
            implements Effect {}

    /** Not answered: a status that is lost is told again when it changes. */
    record StoreStatus(AgentSession session, AgentStatus status) implements Effect {}
}
