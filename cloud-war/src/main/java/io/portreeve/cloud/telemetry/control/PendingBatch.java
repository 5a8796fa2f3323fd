package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.contract.message.MetricsBatch;
import java.util.Map;
import java.util.function.Consumer;

/** A batch that waits to be written, and whom to tell. */
public record PendingBatch(
        AuthenticatedAgent agent,
        long epoch,
        MetricsBatch batch,
        Map<Integer, ContainerId> numbers,
        Consumer<IngestResult> done) {}
