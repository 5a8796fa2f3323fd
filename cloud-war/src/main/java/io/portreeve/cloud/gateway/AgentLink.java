package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.Refused;
import io.portreeve.contract.protocol.CloseCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One connection: gives what happens to its conversation and carries out what that asks for. Any thread may call it;
 * none is held for long, since sending and storing go on elsewhere.
 */
final class AgentLink {
    private static final Logger LOG = Logger.getLogger(AgentLink.class.getName());

    /** Where a link's messages leave. */
    interface Outbound {
        /** Sends later; false if more is waiting than may. */
        boolean send(String text);

        /** Whether what was sent is still not taken after as long as an agent may be silent. */
        boolean stalled();

        void close(CloseCode code, String reason);
    }

    /** Whoever stores what an agent says; tells the link when it is done. */
    interface Storage {
        void begin(AgentLink link, Effect.Begin begin);

        void inventory(AgentLink link, Effect.StoreInventory inventory);

        void metrics(AgentLink link, Effect.StoreMetrics metrics);

        void live(AgentLink link, Effect.ShareLive live);

        void tail(Effect.ShareTail tail);

        void events(AgentLink link, Effect.StoreEvents events);

        void logs(AgentLink link, Effect.StoreLogs logs);

        void actions(AgentLink link, Effect.TakeActions take);

        void wishes(AgentLink link, Effect.TakeWishes take);

        void accepted(AgentLink link, Effect.StoreAccepted accepted);

        void outcome(AgentLink link, Effect.StoreOutcome outcome);

        void hostMetrics(AgentLink link, Effect.StoreHostMetrics metrics);

        void status(Effect.StoreStatus status);

        void interfaces(Effect.StoreInterfaces interfaces);

        /** Told, not asked: something of the agent's was refused. */
        void refused(AuthenticatedAgent agent, String code);
    }

    private final AuthenticatedAgent agent;
    private final AgentConversation conversation;
    private final MessageCodec codec;
    private final Outbound outbound;
    private final Storage storage;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Function<AgentConversation, List<Effect>>> happened = new ArrayDeque<>(1);

    AgentLink(
            AuthenticatedAgent agent,
            AgentConversation conversation,
            MessageCodec codec,
            Outbound outbound,
            Storage storage) {
        this.agent = agent;
        this.conversation = conversation;
        this.codec = codec;
        this.outbound = outbound;
        this.storage = storage;
    }

    AuthenticatedAgent agent() {
        return agent;
    }

    /** Something happened. From within what an earlier happening asks for, this one comes after it. */
    void accept(Function<AgentConversation, List<Effect>> happening) {
        lock.lock();
        try {
            happened.add(happening);
            if (lock.getHoldCount() == 1) {
                carryOutAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Time has passed; tells whether the conversation goes on. */
    boolean tick(Instant now) {
        if (outbound.stalled()) {
            accept(AgentConversation::tooSlow);
        } else if (isDue(now)) {
            accept(AgentConversation::tick);
        }
        return !see(AgentConversation::isClosed);
    }

    private boolean isDue(Instant now) {
        lock.lock();
        try {
            return conversation.isDue(now);
        } finally {
            lock.unlock();
        }
    }

    /** A look at the conversation that changes nothing. */
    <T> T see(Function<AgentConversation, T> view) {
        lock.lock();
        try {
            return view.apply(conversation);
        } finally {
            lock.unlock();
        }
    }

    private void carryOutAll() {
        while (!happened.isEmpty()) {
            try {
                happened.remove().apply(conversation).forEach(this::carryOut);
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, e, () -> "link failed: agent=" + agent.agent());
                conversation.failed().forEach(this::carryOut);
            }
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Send send) {
            send(send);
        } else if (effect instanceof Effect.Close close) {
            LOG.info(() -> "link closed: agent=" + agent.agent() + " code=" + close.code() + " unknown messages="
                    + conversation.unknownMessages());
            outbound.close(close.code(), close.reason());
        } else if (effect instanceof Effect.Begin begin) {
            storage.begin(this, begin);
        } else if (effect instanceof Effect.StoreInventory inventory) {
            storage.inventory(this, inventory);
        } else if (effect instanceof Effect.StoreMetrics metrics) {
            storage.metrics(this, metrics);
        } else if (effect instanceof Effect.ShareLive live) {
            storage.live(this, live);
        } else if (effect instanceof Effect.ShareTail tail) {
            storage.tail(tail);
        } else if (effect instanceof Effect.StoreEvents events) {
            storage.events(this, events);
        } else if (effect instanceof Effect.StoreLogs logs) {
            storage.logs(this, logs);
        } else if (effect instanceof Effect.TakeActions take) {
            storage.actions(this, take);
        } else if (effect instanceof Effect.TakeWishes take) {
            storage.wishes(this, take);
        } else if (effect instanceof Effect.StoreAccepted accepted) {
            storage.accepted(this, accepted);
        } else if (effect instanceof Effect.StoreOutcome outcome) {
            storage.outcome(this, outcome);
        } else if (effect instanceof Effect.StoreHostMetrics machine) {
            storage.hostMetrics(this, machine);
        } else if (effect instanceof Effect.StoreStatus status) {
            storage.status(status);
        } else if (effect instanceof Effect.StoreInterfaces interfaces) {
            storage.interfaces(interfaces);
        }
    }

    private void send(Effect.Send send) {
        if (send.message() instanceof Refused refused) {
            storage.refused(agent, refused.code());
        }
        if (!outbound.send(new String(codec.encode(send.message()), StandardCharsets.UTF_8))) {
            accept(AgentConversation::tooSlow);
        }
    }
}
