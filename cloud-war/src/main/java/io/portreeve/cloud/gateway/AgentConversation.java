package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.telemetry.boundary.LiveLeases;
import io.portreeve.contract.codec.MalformedMessageException;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.codec.UnknownMessageException;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.ActionAccepted;
import io.portreeve.contract.message.ActionOutcome;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.Durable;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.message.LiveLease;
import io.portreeve.contract.message.LiveLogs;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.Problem;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of one connection, from the handshake to the close. Takes what happened and gives what to do about it, in
 * order; does nothing itself. To be called by one thread at a time. After {@link Effect.Close} it says nothing more.
 */
final class AgentConversation {
    private enum State {
        OPENED,
        GREETED,
        ESTABLISHED,
        CLOSED
    }

    private static final Set<String> UNDERSTOOD = Set.of(
            Capability.TWO_STREAMS.wireName(),
            Capability.LIVE_DICTIONARY.wireName(),
            Capability.HOST_METRICS.wireName(),
            Capability.LOGS.wireName(),
            Capability.INTERFACES.wireName());

    /** Agents tell what went through their interfaces once a minute; what comes sooner is passed over. */
    private static final Duration INTERFACES_PAUSE = Duration.ofSeconds(10);

    private final MessageCodec codec;
    private final Clock clock;
    private final Duration sampleInterval;
    private final DurableQueue queue;
    private final ActionReports reports = new ActionReports();
    private final List<Effect> effects = new ArrayList<>();

    private State state = State.OPENED;
    private AgentSession session;
    private Instant heardAt;
    private Instant saidAt;
    private final LatestStatus statuses = new LatestStatus();
    private Instant interfacesAt = Instant.EPOCH;
    private Instant liveAt = Instant.EPOCH;
    private Instant extraAt = Instant.EPOCH;
    private long unknownMessages;
    private boolean acts;
    private boolean leases;
    private LogWatch logWatch = new LogWatch(false);
    private WishTalk wishes = new WishTalk(false);
    private boolean declared;

    AgentConversation(MessageCodec codec, Clock clock, Duration sampleInterval, WaitingRoom room) {
        this.codec = codec;
        queue = new DurableQueue(codec, room);
        this.clock = clock;
        this.sampleInterval = sampleInterval;
        heardAt = clock.instant();
        saidAt = heardAt;
    }

    /** The handshake is done; the sub-protocol is empty if none was agreed on. */
    List<Effect> opened(String subprotocol) {
        boolean spoken = Protocol.versionOf(subprotocol)
                .filter(version -> version == Protocol.VERSION)
                .isPresent();
        if (!spoken) {
            close(CloseCode.UNSUPPORTED_VERSION, "this cloud speaks " + Protocol.SUBPROTOCOL);
        }
        return taken();
    }

    List<Effect> text(String frame) {
        if (frame.length() > Limits.FRAME_BYTES) {
            return tooLarge();
        }
        return message(new WaitingMessage.Frame(frame.getBytes(StandardCharsets.UTF_8), false));
    }

    List<Effect> binary(byte[] frame) {
        return message(new WaitingMessage.Frame(frame, true));
    }

    /** The session has begun. */
    List<Effect> began(AgentSession begun) {
        session = begun;
        if (state == State.GREETED) {
            state = State.ESTABLISHED;
            queue.acknowledged(begun.agent().organization(), begun.acknowledged());
            send(new Welcome(begun.epoch(), clock.instant(), sampleInterval, begun.acknowledged(), UNDERSTOOD));
            wishes.began(begun).ifPresent(this::send);
            takeActions();
        }
        return withWishes();
    }

    /** The inventory at the head of the queue is committed; the numbers replace those declared before. */
    List<Effect> inventoryStored(Map<Integer, ContainerId> numbers) {
        if (state != State.CLOSED) {
            queue.declared(numbers);
            declared = true;
        }
        return answered();
    }

    /** The metrics at the head of the queue, of containers or of the machine, are committed. */
    List<Effect> metricsStored() {
        return answered();
    }

    /** The events or lines at the head of the queue are committed. */
    List<Effect> stored() {
        return answered();
    }

    /** There may be something for the agent to do. */
    List<Effect> doorbell() {
        if (state == State.ESTABLISHED) {
            takeActions();
        }
        return taken();
    }

    /** Other logs are wished for than before. */
    List<Effect> wished() {
        wishes.changed();
        return withWishes();
    }

    /** These logs are wished for, and no others. */
    List<Effect> wishes(List<LogWish> found) {
        send(wishes.found(found));
        return withWishes();
    }

    /** It is not known what is wished for. */
    List<Effect> wishesUnknown() {
        wishes.failed();
        return withWishes();
    }

    private List<Effect> withWishes() {
        if (state == State.ESTABLISHED) {
            wishes.next(session).ifPresent(effects::add);
        }
        return taken();
    }

    /** Somebody watches these containers, of which some may be this host's. */
    List<Effect> watched(Set<ContainerId> containers) {
        if (state == State.ESTABLISHED && leases) {
            List<Integer> numbers = queue.present().entrySet().stream()
                    .filter(declared -> containers.contains(declared.getValue()))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .limit(Limits.LEASED_CONTAINERS)
                    .toList();
            if (!numbers.isEmpty()) {
                send(new LiveLease(numbers, LiveLeases.INTERVAL, LiveLeases.LASTS));
            }
        }
        return taken();
    }

    /** Somebody watches the logs of these containers, of which some may be this host's; so many last lines are wanted. */
    List<Effect> tailed(Map<ContainerId, Integer> lines) {
        if (state == State.ESTABLISHED) {
            effects.addAll(logWatch.asked(session, queue.present(), lines, clock.instant()));
        }
        return taken();
    }

    /** What the agent has to do; it may have been told before. */
    List<Effect> actions(List<CloudMessage> requests) {
        requests.forEach(this::send);
        return taken();
    }

    /** What the agent said first of actions is committed. */
    List<Effect> reportStored() {
        reports.stored().ifPresent(this::send);
        return next();
    }

    /** It could not be stored now; it is tried again after a while. */
    List<Effect> reportBusy() {
        reports.retryHeadAfter(clock.instant());
        return taken();
    }

    /** What is at the head of the queue breaks a rule. */
    List<Effect> rejected(String code, String detail) {
        if (state != State.CLOSED) {
            queue.refuseHead(code, detail);
        }
        return next();
    }

    /** What is at the head of the queue could not be stored now; it is tried again after a while. */
    List<Effect> busy() {
        if (state != State.CLOSED) {
            queue.retryHeadAfter(clock.instant());
        }
        return taken();
    }

    /** Our side failed before the session began. */
    List<Effect> failed() {
        close(CloseCode.INTERNAL, "try again");
        return taken();
    }

    /** Another session of the agent has begun. */
    List<Effect> superseded(long newestEpoch) {
        return session != null && newestEpoch > session.epoch() ? superseded() : taken();
    }

    /** The database says that the session is no longer the newest. */
    List<Effect> superseded() {
        close(CloseCode.SUPERSEDED, "a newer session of this agent took over");
        return taken();
    }

    List<Effect> revoked() {
        close(CloseCode.REVOKED, "the agent was revoked");
        return taken();
    }

    List<Effect> tooSlow() {
        close(CloseCode.TOO_SLOW, "too much is waiting to be read");
        return taken();
    }

    List<Effect> goingAway() {
        close(CloseCode.GOING_AWAY, "this node stops");
        return taken();
    }

    /** The connection is gone, and nothing can be said any more. */
    List<Effect> disconnected() {
        state = State.CLOSED;
        queue.clear();
        return taken();
    }

    /** Time has passed. */
    List<Effect> tick() {
        Instant now = clock.instant();
        if (state == State.CLOSED) {
            return taken();
        }
        if (isOver(heardAt, Limits.SILENCE, now)) {
            close(CloseCode.SILENT, "nothing heard for " + Limits.SILENCE.toSeconds() + " s");
            return taken();
        }
        if (state == State.ESTABLISHED) {
            if (isOver(saidAt, Limits.HEARTBEAT, now)) {
                send(new Heartbeat(now));
            }
            process(now);
            storeStatus(now);
        }
        return taken();
    }

    /** Whether {@link #tick} has something to do; cheap, since it is asked of every connection every second. */
    boolean isDue(Instant now) {
        if (state == State.CLOSED) {
            return false;
        }
        boolean establishedAndDue = state == State.ESTABLISHED
                && (isOver(saidAt, Limits.HEARTBEAT, now)
                        || queue.isDue(now)
                        || reports.isDue(now)
                        || statuses.isDue(now));
        return establishedAndDue || isOver(heardAt, Limits.SILENCE, now);
    }

    private static boolean isOver(Instant since, Duration pause, Instant now) {
        return now.toEpochMilli() - since.toEpochMilli() >= pause.toMillis();
    }

    /** When the agent last said something that could be read. */
    Instant heardAt() {
        return heardAt;
    }

    /** The session, once it has begun and until the conversation is closed. */
    Optional<AgentSession> established() {
        return state == State.ESTABLISHED ? Optional.of(session) : Optional.empty();
    }

    /** The session, if one ever began. */
    Optional<AgentSession> session() {
        return Optional.ofNullable(session);
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    long unknownMessages() {
        return unknownMessages;
    }

    private List<Effect> message(WaitingMessage.Frame frame) {
        if (state == State.CLOSED) {
            return taken();
        }
        if (frame.bytes().length > Limits.FRAME_BYTES) {
            return tooLarge();
        }
        try {
            AgentMessage message = frame.read(codec);
            heardAt = clock.instant();
            received(message, frame);
        } catch (UnknownMessageException e) {
            unknown(e);
        } catch (MalformedMessageException e) {
            return e.isTooLarge() ? tooLarge() : malformed();
        }
        return taken();
    }

    private List<Effect> tooLarge() {
        close(CloseCode.TOO_LARGE, "a frame or message is larger than may be");
        return taken();
    }

    private List<Effect> malformed() {
        close(CloseCode.MALFORMED, "a frame is no message");
        return taken();
    }

    private void unknown(UnknownMessageException unknown) {
        heardAt = clock.instant();
        unknownMessages++;
        send(new Problem("unknown-message", "No message has the type " + unknown.type() + "."));
    }

    private void received(AgentMessage message, WaitingMessage.Frame frame) {
        if (message instanceof Hello hello) {
            greeted(hello);
        } else if (state != State.ESTABLISHED) {
            close(CloseCode.OUT_OF_ORDER, "HELLO and WELCOME come first");
        } else if (message instanceof Durable durable) {
            offered(queue.offer(durable, frame));
        } else if (message instanceof LiveMetrics live) {
            live(live);
        } else if (message instanceof LiveLogs logs) {
            logWatch.told(session, queue.numbers(), logs, heardAt).ifPresent(effects::add);
        } else if (message instanceof ActionAccepted || message instanceof ActionOutcome) {
            if (!reports.offer(message)) {
                close(CloseCode.OUT_OF_ORDER, "too many messages without an answer");
                return;
            }
            process(clock.instant());
        } else if (message instanceof Heartbeat heartbeat) {
            send(new Heartbeat(heardAt, Optional.of(heartbeat.sentAt())));
        } else if (message instanceof AgentStatus status) {
            statuses.offer(status);
            storeStatus(heardAt);
        } else if (message instanceof Interfaces read) {
            interfaces(read);
        }
    }

    private void storeStatus(Instant now) {
        statuses.due(now).ifPresent(status -> effects.add(new Effect.StoreStatus(session, status)));
    }

    /** Before an inventory is stored the numbers mean nothing, and storing them would make the host's containers silent. */
    private void interfaces(Interfaces read) {
        if (declared && !heardAt.isBefore(interfacesAt.plus(INTERFACES_PAUSE))) {
            interfacesAt = heardAt;
            effects.add(new Effect.StoreInterfaces(session, read, queue.numbers()));
        }
    }

    private void offered(DurableQueue.Offer offer) {
        switch (offer) {
            case TAKEN -> process(clock.instant());
            case TOO_MANY -> close(CloseCode.OUT_OF_ORDER, "too many messages without an answer");
            case NO_ROOM -> close(CloseCode.OVERLOADED, "too much is waiting to be stored");
        }
    }

    private void live(LiveMetrics live) {
        Instant now = clock.instant();
        boolean tooSoon = now.isBefore((live.extra() ? extraAt : liveAt).plus(Limits.LIVE_PAUSE));
        boolean isNews = live.reading().readAt().isAfter(now.minus(Limits.LIVE_TOLERANCE))
                && live.reading().readAt().isBefore(now.plus(Limits.FUTURE_TOLERANCE));
        if (!tooSoon && isNews) {
            if (live.extra()) {
                extraAt = now;
            } else {
                liveAt = now;
            }
            effects.add(new Effect.ShareLive(session, live, queue.numbers()));
        }
    }

    private void greeted(Hello hello) {
        if (state != State.OPENED) {
            close(CloseCode.OUT_OF_ORDER, "HELLO comes once");
            return;
        }
        state = State.GREETED;
        leases = hello.capabilities().contains(Capability.LIVE_LEASE.wireName());
        logWatch = new LogWatch(hello.capabilities().contains(Capability.LIVE_LOGS.wireName()));
        wishes = new WishTalk(hello.capabilities().contains(Capability.LOG_WISHES.wireName()));
        acts = hello.capabilities().contains(Capability.ACTIONS.wireName());
        effects.add(new Effect.Begin(hello));
    }

    private List<Effect> answered() {
        if (state != State.CLOSED) {
            queue.acknowledgeHead();
        }
        return next();
    }

    private List<Effect> next() {
        process(clock.instant());
        return taken();
    }

    private void process(Instant now) {
        if (state == State.ESTABLISHED) {
            effects.addAll(queue.process(session, now));
            reports.next(session, now).ifPresent(effects::add);
        }
    }

    private void takeActions() {
        if (acts) {
            effects.add(new Effect.TakeActions(session));
        }
    }

    private void send(CloudMessage message) {
        if (state != State.CLOSED) {
            saidAt = clock.instant();
            effects.add(new Effect.Send(message));
        }
    }

    private void close(CloseCode code, String reason) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            queue.clear();
            effects.add(new Effect.Close(code, reason));
        }
    }

    private List<Effect> taken() {
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }
}
