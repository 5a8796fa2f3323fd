package io.portreeve.contract.message;

/** What the cloud says. The first message of a connection is {@link Welcome}. */
public sealed interface CloudMessage
        permits Welcome,
                Acknowledged,
                Refused,
                Problem,
                Heartbeat,
                LiveLease,
                LogLease,
                LogWishes,
                ActionRequested,
                HostActionRequested,
                ActionAcknowledged {}
