package io.portreeve.agent.link;

import io.portreeve.agent.collect.HostDescription;
import io.portreeve.agent.collect.InterfacesReading;
import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.logs.Tails;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.LiveLease;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.LogLease;
import io.portreeve.contract.message.LogWishes;
import io.portreeve.contract.message.Problem;
import io.portreeve.contract.message.Refused;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.ContainerSample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** The rules of one connection, from the open socket on. For one thread. */
final class Session {
    private static final Logger LOG = Logger.getLogger(Session.class.getName());

    private static final Duration CLOCK_ASKED = Duration.ofMinutes(1);

    /** Whom the session tells. */
    interface Owner {
        void welcomed(Welcome welcome);

        void leased(LiveLease lease);

        void leased(LogLease lease);

        void wished(LogWishes wishes);

        void answered();

        /** To be closed; the code is ours to send. */
        void broken(CloseCode code, String reason);
    }

    /** Who watches is sent extra readings; so long after the last of them somebody still does. */
    private static final Duration WATCHED = Duration.ofSeconds(5);

    private final Socket socket;
    private final Backlog backlog;
    private final MessageCodec codec;
    private final Clock clock;
    private final LinkTiming timing;
    private final ActionTalk actions;
    private final Owner owner;
    private final long openedNanos = System.nanoTime();
    private final TreeSet<Long> inventories = new TreeSet<>();
    private final Set<String> refusals = new HashSet<>();

    private boolean welcomed;
    private long heardNanos = openedNanos;
    private long saidNanos = openedNanos;
    private long clockAskedNanos = openedNanos - CLOCK_ASKED.toNanos();
    private Optional<Roster> declaredRoster = Optional.empty();
    private Map<String, Integer> declared = Map.of();
    private boolean twoStreams;
    private boolean liveDictionary;
    private boolean interfaces;
    private Optional<InterfacesReading> toldInterfaces = Optional.empty();
    private long watchedNanos = openedNanos - WATCHED.toNanos();
    private Optional<AgentStatus> status = Optional.empty();

    Session(
            Socket socket,
            Backlog backlog,
            MessageCodec codec,
            Clock clock,
            LinkTiming timing,
            ActionTalk actions,
            Owner owner) {
        this.socket = socket;
        this.backlog = backlog;
        this.codec = codec;
        this.clock = clock;
        this.timing = timing;
        this.actions = actions;
        this.owner = owner;
    }

    void greet(String version, HostDescription host) {
        Set<String> capabilities =
                Arrays.stream(Capability.values()).map(Capability::wireName).collect(Collectors.toSet());
        say(new Hello(version, capabilities, Messages.facts(host), clock.instant(), backlog.lastSequences()));
    }

    /** The cloud said something. */
    void received(CloudMessage message) {
        heardNanos = System.nanoTime();
        if (message instanceof Welcome welcome) {
            welcomed(welcome);
        } else if (!welcomed) {
            owner.broken(CloseCode.OUT_OF_ORDER, "the cloud did not begin with WELCOME");
        } else if (message instanceof Acknowledged acknowledged) {
            acknowledged(acknowledged);
        } else if (message instanceof Refused refused) {
            refused(refused);
        } else if (message instanceof Problem problem) {
            LOG.warning(() -> "the cloud does not understand this agent: " + problem.code() + ", " + problem.detail());
        } else if (message instanceof LiveLease lease) {
            owner.leased(lease);
        } else if (message instanceof LogLease lease) {
            owner.leased(lease);
        } else if (message instanceof LogWishes wishes) {
            owner.wished(wishes);
        } else if (message instanceof Heartbeat heartbeat) {
            heard(heartbeat);
        } else {
            actions.received(message);
        }
        socket.request();
    }

    /** The cloud said something that this version does not know. */
    void receivedUnknown() {
        heardNanos = System.nanoTime();
        socket.request();
    }

    /** There may be something to send. */
    void send() {
        if (!welcomed) {
            return;
        }
        if (unanswered() < Limits.UNANSWERED) {
            backlog.events().next().ifPresent(this::say);
            backlog.machine().next().ifPresent(this::say);
            backlog.logs().next().ifPresent(this::say);
        }
        while (unanswered() < Limits.UNANSWERED) {
            Optional<Outbox.Pending> next = backlog.outbox().next();
            boolean undeclared = next.isPresent() && !isDeclared(next.get());
            boolean changed = !declaredRoster.equals(Optional.of(backlog.roster()));
            boolean departed = !backlog.logs().undeclared().isEmpty();
            if (undeclared || ((changed || departed) && inventories.isEmpty())) {
                sendInventory();
                if (undeclared && !isDeclared(next.get())) {
                    backlog.outbox().giveUp(next.get());
                }
            } else if (next.isPresent()) {
                backlog.outbox().sending(next.get());
                saidNanos = System.nanoTime();
                socket.sendFrame(backlog.outbox().frame(next.get(), declared));
            } else {
                return;
            }
        }
    }

    /** The newest values, if the cloud wants them and takes what it is sent. */
    void live(Reading reading) {
        live(reading, false);
    }

    /** The newest values of what is leased, likewise. */
    void extra(Reading reading) {
        live(reading, true);
    }

    private void live(Reading reading, boolean extra) {
        if (welcomed && twoStreams && socket.keepsUp()) {
            watchedNanos = extra ? System.nanoTime() : watchedNanos;
            // further values cost as much again as all others, and the history brings them within a minute
            List<ContainerSample> samples = isOver(WATCHED, System.nanoTime() - watchedNanos)
                    ? reading.samples().stream()
                            .map(ContainerSample::withoutFurther)
                            .toList()
                    : reading.samples();
            say(new LiveMetrics(Messages.reading(reading, samples), extra));
        }
    }

    private void say(LiveMetrics live) {
        byte[] message = codec.encode(live);
        if (liveDictionary) {
            saidNanos = System.nanoTime();
            socket.sendFrame(Frames.compressLive(message));
        } else {
            say(message);
        }
    }

    /** What somebody watches being written; what is not taken now waits there, or gives way. */
    void tell(Tails tails) {
        if (welcomed && socket.keepsUp()) {
            tails.take().forEach(log -> say(Messages.live(log)));
        }
    }

    /** Says how the agent is, if that changed. */
    void sendStatus() {
        AgentStatus now = backlog.status();
        if (welcomed && !Optional.of(now).equals(status)) {
            status = Optional.of(now);
            say(now);
        }
    }

    /**
     * Says what went through each interface until it was read last, if the cloud wants that and takes what it is sent.
     * Not before it knows what the numbers stand for: it keeps nothing that means nothing to it.
     */
    void sendInterfaces() {
        Optional<InterfacesReading> latest = backlog.interfaces();
        boolean isNews = latest.isPresent() && !latest.equals(toldInterfaces);
        if (interfaces && isNews && inventories.isEmpty() && socket.keepsUp()) {
            toldInterfaces = latest;
            say(Messages.interfaces(latest.get()));
        }
    }

    private void heard(Heartbeat heartbeat) {
        heartbeat.answers().ifPresent(question -> {
            backlog.clockSkew().answered(question, heartbeat.sentAt(), heardNanos);
            sendStatus();
        });
    }

    private void sayHeartbeat() {
        Instant now = clock.instant();
        clockAskedNanos = System.nanoTime();
        backlog.clockSkew().asked(now, clockAskedNanos);
        say(new Heartbeat(now));
    }

    /** An action has begun or ended. */
    void report(AgentMessage report) {
        if (welcomed) {
            say(report);
        }
    }

    /** Time has passed. */
    void tick() {
        long now = System.nanoTime();
        if (!welcomed && isOver(timing.handshake(), now - openedNanos)) {
            owner.broken(CloseCode.SILENT, "the cloud did not answer HELLO");
        } else if (isOver(timing.silence(), now - heardNanos)) {
            owner.broken(
                    CloseCode.SILENT,
                    "the cloud said nothing for " + timing.silence().toSeconds() + " s");
        } else if (isOver(timing.silence(), socket.stalledNanos())) {
            owner.broken(CloseCode.TOO_SLOW, "the cloud takes nothing");
        } else if (welcomed && isOver(timing.heartbeat(), now - saidNanos)) {
            sendStatus();
            if (socket.isIdle()) {
                sayHeartbeat();
            }
        } else if (welcomed && socket.isIdle() && isOver(CLOCK_ASKED, now - clockAskedNanos)) {
            sayHeartbeat();
        }
    }

    private void welcomed(Welcome welcome) {
        if (welcomed) {
            owner.broken(CloseCode.OUT_OF_ORDER, "WELCOME comes once");
            return;
        }
        welcomed = true;
        twoStreams = welcome.understood().contains(Capability.TWO_STREAMS.wireName());
        liveDictionary = welcome.understood().contains(Capability.LIVE_DICTIONARY.wireName());
        interfaces = welcome.understood().contains(Capability.INTERFACES.wireName());
        backlog.connected(welcome);
        owner.welcomed(welcome);
        sendInventory();
        sendStatus();
        actions.welcomed(this::say);
        send();
    }

    private void acknowledged(Acknowledged acknowledged) {
        switch (acknowledged.stream()) {
            case METRICS -> {
                if (acknowledged.sequence() > backlog.outbox().lastSequence()) {
                    owner.broken(CloseCode.OUT_OF_ORDER, "the cloud acknowledges what was never sent");
                    return;
                }
                backlog.outbox().acknowledge(acknowledged.sequence());
            }
            case INVENTORY -> {
                inventories.headSet(acknowledged.sequence(), true).clear();
                sendInterfaces();
            }
            case LOGS -> {
                if (acknowledged.sequence() > backlog.logs().lastSequence()) {
                    owner.broken(CloseCode.OUT_OF_ORDER, "the cloud acknowledges what was never sent");
                    return;
                }
                backlog.logs().acknowledge(acknowledged.sequence());
            }
            case EVENTS -> {
                if (acknowledged.sequence() > backlog.events().lastSequence()) {
                    owner.broken(CloseCode.OUT_OF_ORDER, "the cloud acknowledges what was never sent");
                    return;
                }
                backlog.events().acknowledge(acknowledged.sequence());
            }
            case HOST_METRICS -> backlog.machine().acknowledge(acknowledged.sequence());
        }
        owner.answered();
        send();
    }

    private void refused(Refused refused) {
        // The same fault comes with every batch; once a connection is enough to find it.
        if (refusals.add(refused.code()) && refusals.size() < Limits.UNANSWERED) {
            LOG.warning(() -> "the cloud refuses " + refused.stream().wireName() + ": " + refused.code() + ", "
                    + refused.detail());
        }
        switch (refused.stream()) {
            case METRICS -> backlog.outbox().refuse(refused.sequence());
            case INVENTORY -> inventories.remove(refused.sequence());
            case LOGS -> backlog.logs().refuse(refused.sequence(), refused.code());
            case EVENTS -> backlog.events().refuse(refused.sequence(), refused.code());
            case HOST_METRICS -> backlog.machine().refuse(refused.sequence());
        }
        send();
    }

    private void sendInventory() {
        Set<String> departed = backlog.logs().undeclared().keySet();
        Backlog.Encoded next = backlog.nextInventory();
        inventories.add(next.inventory().sequence());
        declaredRoster = Optional.of(backlog.roster());
        declared = next.inventory().containers().stream()
                .collect(Collectors.toMap(ContainerFacts::dockerId, ContainerFacts::number));
        backlog.logs().declared(declared.keySet());
        // Once is enough, whether there was room for them or not.
        backlog.logs().declared(departed);
        say(next.bytes());
    }

    private boolean isDeclared(Outbox.Pending pending) {
        return pending.batch().containers().stream().allMatch(container -> declared.containsKey(container.dockerId()));
    }

    private int unanswered() {
        return backlog.outbox().inFlight()
                + backlog.events().inFlight()
                + backlog.machine().inFlight()
                + backlog.logs().inFlight()
                + inventories.size();
    }

    private void say(AgentMessage message) {
        say(codec.encode(message));
    }

    private void say(byte[] message) {
        saidNanos = System.nanoTime();
        socket.send(message);
    }

    private static boolean isOver(Duration limit, long nanos) {
        return nanos >= limit.toNanos();
    }
}
