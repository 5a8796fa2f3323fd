package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.HostFacts;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Refused;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.protocol.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The rules of the link as an agent keeps them: an inventory first, durable messages in order and no more unanswered than
 * may be, what is not acknowledged again after each WELCOME; each reading at once as live values, and those of a minute
 * together as history. For one thread.
 */
final class SimulatedAgent {
    private static final String VERSION = "benchmark";

    private final HostIdentity identity;
    private final Readings readings;
    private final Tally tally;
    private final Clock clock;
    private final Minutes minutes;
    private final SimulatedMachine machine;
    private final TreeSet<Long> refused = new TreeSet<>();
    private final int[] valuesSent = new int[Limits.UNANSWERED];

    private Optional<Wire> wire = Optional.empty();
    private boolean welcomed;
    private Instant welcomedAt = Instant.MIN;
    private Instant heardAt = Instant.MIN;
    private Instant saidAt = Instant.MIN;
    private long sent;
    private long acknowledged;
    private long inventory;
    private long inventoryAnswered;
    private long batchesAtDrop;

    SimulatedAgent(HostIdentity identity, Readings readings, Tally tally, Clock clock) {
        this.identity = identity;
        this.readings = readings;
        this.tally = tally;
        this.clock = clock;
        minutes = new Minutes(Chance.below(Chance.of(identity.index(), 1), 60_000));
        machine = new SimulatedMachine(Chance.of(identity.index(), 2));
    }

    HostIdentity identity() {
        return identity;
    }

    void connected(Wire connection) {
        wire = Optional.of(connection);
        welcomed = false;
        heardAt = clock.instant();
        Map<Stream, Long> last = new HashMap<>();
        last.put(Stream.METRICS, sent);
        last.put(Stream.INVENTORY, inventory);
        last.put(Stream.HOST_METRICS, machine.acknowledged());
        last.values().removeIf(sequence -> sequence == 0);
        say(new Hello(
                VERSION,
                Arrays.stream(Capability.values()).map(Capability::wireName).collect(Collectors.toSet()),
                new HostFacts(
                        "host-" + identity.index(),
                        "Debian GNU/Linux 12 (bookworm)",
                        "6.1.0-18-amd64",
                        "x86_64",
                        8,
                        16L << 30,
                        "27.5.1",
                        2),
                clock.instant(),
                last));
    }

    void disconnected() {
        wire = Optional.empty();
        welcomed = false;
    }

    /** Closes, as an agent that is stopped or cut off. */
    void drop() {
        batchesAtDrop = minutes.batches();
        wire.ifPresent(Wire::close);
        disconnected();
    }

    void heard(CloudMessage message) {
        heardAt = clock.instant();
        if (message instanceof Welcome welcome) {
            welcomed(welcome);
        } else if (message instanceof Acknowledged answer) {
            acknowledged(answer);
            send();
        } else if (message instanceof Refused refusal) {
            refused(refusal);
            send();
        }
    }

    /** The next reading is due. */
    void read() {
        long taken = minutes.taken() + 1;
        minutes.take(readings.readAt(taken));
        if (welcomed && readings.changedAt(taken)) {
            declare();
        }
        if (welcomed) {
            say(new LiveMetrics(readings.live(taken)));
        }
        send();
    }

    /** There will be no more readings. */
    void finish() {
        minutes.seal();
        send();
    }

    /** Says that it lives, or finds that the cloud does not; false if the connection is to be closed. */
    boolean beat() {
        Instant now = clock.instant();
        if (wire.isPresent() && now.isAfter(heardAt.plus(Limits.SILENCE))) {
            return false;
        }
        if (welcomed && !now.isBefore(saidAt.plus(Limits.HEARTBEAT).minusMillis(500))) {
            say(new Heartbeat(now));
        }
        return true;
    }

    boolean isConnected() {
        return wire.isPresent();
    }

    /** Whether a session runs and its first inventory is stored. */
    boolean isReady() {
        return welcomed && inventoryAnswered == inventory;
    }

    boolean isAllAcknowledged() {
        return minutes.lastOf(acknowledged) == minutes.taken() && machine.isAllAcknowledged(minutes.batches());
    }

    /** Readings that are not acknowledged yet. */
    long unacknowledged() {
        return minutes.taken() - minutes.lastOf(acknowledged);
    }

    /** Whether a session runs, and all batches that were made when it was last dropped are acknowledged. */
    boolean hasRecovered() {
        return isReady() && acknowledged >= batchesAtDrop;
    }

    /** When its next reading, the first after those taken, is due. */
    Instant nextReadingAt() {
        return readings.readAt(minutes.taken() + 1);
    }

    AgentRecord record() {
        Set<Long> refusedReadings = new TreeSet<>();
        for (long batch : refused) {
            LongStream.rangeClosed(minutes.firstOf(batch), minutes.lastOf(batch))
                    .forEach(refusedReadings::add);
        }
        return new AgentRecord(
                identity,
                readings,
                minutes.lastOf(acknowledged),
                minutes.taken(),
                refusedReadings,
                machine.acknowledged());
    }

    private void welcomed(Welcome welcome) {
        welcomed = true;
        welcomedAt = clock.instant();
        long stored = welcome.acknowledged().getOrDefault(Stream.METRICS, 0L);
        if (stored < acknowledged) {
            tally.cursorWentBack();
        }
        moveTo(Math.max(stored, acknowledged));
        sent = acknowledged;
        machine.welcomed(
                welcome.understood().contains(Capability.HOST_METRICS.wireName()),
                welcome.acknowledged().getOrDefault(Stream.HOST_METRICS, 0L));
        inventory = Math.max(inventory, welcome.acknowledged().getOrDefault(Stream.INVENTORY, 0L));
        tally.welcomed();
        declare();
        send();
    }

    private void declare() {
        inventory++;
        say(readings.inventory(inventory, Math.max(1, minutes.taken())));
    }

    private void send() {
        while (welcomed && sent < minutes.batches() && sent - acknowledged < Limits.UNANSWERED - 2) {
            sent++;
            MetricsBatch batch = readings.batch(sent, minutes.firstOf(sent), minutes.lastOf(sent));
            valuesSent[slot(sent)] = Readings.values(batch);
            say(batch);
        }
        if (welcomed) {
            machine.next(minutes.batches(), minute -> readings.readAt(minutes.lastOf(minute)))
                    .ifPresent(this::say);
        }
    }

    private void acknowledged(Acknowledged answer) {
        if (answer.stream() == Stream.INVENTORY) {
            inventoryAnswered = Math.max(inventoryAnswered, answer.sequence());
            return;
        }
        if (answer.stream() == Stream.HOST_METRICS) {
            machine.answered(answer.sequence());
            return;
        }
        for (long sequence = acknowledged + 1; sequence <= answer.sequence(); sequence++) {
            Instant due = completeAt(sequence);
            tally.latency(Duration.between(due.isBefore(welcomedAt) ? welcomedAt : due, clock.instant()));
        }
        moveTo(Math.max(acknowledged, answer.sequence()));
    }

    /** A batch that is not full ends with the first reading of the next one. */
    private Instant completeAt(long batch) {
        long last = minutes.lastOf(batch);
        boolean full = last - minutes.lastOf(batch - 1) == Limits.READINGS_PER_BATCH;
        return readings.readAt(full ? last : last + 1);
    }

    private void refused(Refused refusal) {
        tally.refused(refusal.code());
        if (refusal.stream() == Stream.HOST_METRICS) {
            machine.answered(refusal.sequence());
            return;
        }
        if (refusal.stream() == Stream.METRICS) {
            refused.add(refusal.sequence());
            acknowledged = Math.max(acknowledged, refusal.sequence());
        } else {
            inventoryAnswered = Math.max(inventoryAnswered, refusal.sequence());
        }
    }

    private void moveTo(long sequence) {
        while (acknowledged < sequence) {
            acknowledged++;
            if (!refused.contains(acknowledged)) {
                long count = minutes.lastOf(acknowledged) - minutes.lastOf(acknowledged - 1);
                tally.acknowledged((int) count * readings.samples(), valuesSent[slot(acknowledged)]);
            }
        }
    }

    /** No more are on their way than there are slots. */
    private static int slot(long sequence) {
        return (int) (sequence % Limits.UNANSWERED);
    }

    private void say(AgentMessage message) {
        saidAt = clock.instant();
        wire.ifPresent(connection -> connection.say(message));
    }
}
