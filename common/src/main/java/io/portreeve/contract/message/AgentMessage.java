package io.portreeve.contract.message;

/** What the agent says. The first message of a connection is {@link Hello}. */
public sealed interface AgentMessage
        permits Hello,
                Inventory,
                MetricsBatch,
                LiveMetrics,
                EventsBatch,
                HostMetrics,
                LogsBatch,
                LiveLogs,
                AgentStatus,
                Interfaces,
                Heartbeat,
                ActionAccepted,
                ActionOutcome {}
