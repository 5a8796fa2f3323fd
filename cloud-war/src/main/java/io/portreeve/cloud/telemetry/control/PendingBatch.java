package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.contract.message.Durable;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.message.MetricsBatch;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A batch that waits to be written, and whom to tell.
 *
 * @param batch of containers' or of hosts' metrics
 * @param numbers the containers that the numbers of its samples stand for
 */
public record PendingBatch(
        AuthenticatedAgent agent,
        long epoch,
        Durable batch,
        Map<Integer, ContainerId> numbers,
        Consumer<IngestResult> done) {
    public PendingBatch {
        if (!(batch instanceof MetricsBatch || batch instanceof HostMetrics)) {
            throw new IllegalArgumentException("no metrics: " + batch.stream());
        }
    }

    UUID organization() {
        return agent.organization().value();
    }

    UUID agentId() {
        return agent.agent().value();
    }

    long sequence() {
        return batch.sequence();
    }
}
