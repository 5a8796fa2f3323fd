package io.portreeve.agent.link;

import io.portreeve.agent.collect.HostDescription;
import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.LogChoice;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.event.EventPosition;
import io.portreeve.agent.event.Happened;
import io.portreeve.agent.logs.FakeLogs;
import io.portreeve.agent.logs.LogShelf;
import io.portreeve.agent.logs.Tails;
import io.portreeve.agent.network.Route;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolBounds;
import io.portreeve.agent.spool.SpoolStream;
import io.portreeve.agent.spool.Upkeep;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.sample.AgentFigures;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that may be killed: spool and link of an agent, which reads every ten seconds of a time that runs faster. Says
 * the number of each reading once it is in safe hands. Told to drain, it reads nothing, and ends when nothing waits.
 */
public final class FaultAgent {
    private static final AgentFigures FIGURES = new AgentFigures(0, 0, 0, Optional.empty(), Optional.empty(), 0, 0, 0);
    static final String DRAIN = "drain";

    private static final int READINGS_BETWEEN_EVENTS = 10;
    private static final LinkTiming FAST = new LinkTiming(
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofMillis(80));

    private FaultAgent() {}

    /** Takes the cloud, the directory, the moment of the first reading and its number, or {@link #DRAIN}. */
    public static void main(String[] arguments) throws Exception {
        Instant begin = Instant.parse(arguments[2]);
        boolean drains = arguments[3].equals(DRAIN);
        int first = drains ? 0 : Integer.parseInt(arguments[3]);
        AtomicReference<Instant> now = new AtomicReference<>(at(begin, first));
        Clock clock = drains ? Clock.systemUTC() : new RunningClock(now);
        SpoolBounds bounds = new SpoolBounds(16 << 20, Duration.ofHours(24), 1000, 1 << 20);
        Spool spool = Spool.open(Path.of(arguments[1]), bounds, clock);
        new Upkeep(spool).start();
        Link link = link(arguments[0], spool, clock);
        link.start();
        if (drains) {
            while (spool.count(SpoolStream.METRICS)
                            + spool.count(SpoolStream.READINGS)
                            + spool.count(SpoolStream.EVENTS)
                    > 0) {
                LockSupport.parkNanos(5_000_000);
            }
            link.close();
            spool.close();
            return;
        }
        for (int number = first; ; number++) {
            now.set(at(begin, number));
            read(link, spool, number, now.get());
            LockSupport.parkNanos(3_000_000);
        }
    }

    static Instant at(Instant begin, int number) {
        return begin.plusSeconds(10L * number);
    }

    private static void read(Link link, Spool spool, int number, Instant at) {
        Roster roster = Readings.roster(1, 2);
        long before = spool.nextSequence(SpoolStream.READINGS);
        link.reading(Readings.at(at, roster));
        while (spool.nextSequence(SpoolStream.READINGS) == before) {
            LockSupport.parkNanos(200_000);
        }
        System.out.println(number);
        if (number % READINGS_BETWEEN_EVENTS == 0) {
            long events = spool.nextSequence(SpoolStream.EVENTS);
            link.happened(happened(at));
            while (spool.nextSequence(SpoolStream.EVENTS) == events) {
                LockSupport.parkNanos(200_000);
            }
            System.out.println("event " + number);
        }
    }

    private static Happened happened(Instant at) {
        long nanos = at.toEpochMilli() * 1_000_000;
        return new Happened(
                List.of(new EngineEvent(
                        nanos, "container.start", "a".repeat(64), "box", "", "", "", Optional.empty(), Map.of())),
                List.of(),
                new EventPosition(nanos, Set.of()));
    }

    private static Link link(String cloud, Spool spool, Clock clock) throws Exception {
        Identity identity = new Identity(
                new UUID(0, 0),
                new UUID(0, 1),
                cloud,
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        return new Link(
                CloudAddress.of(cloud, false),
                Route.direct(),
                identity,
                "test",
                clock,
                FAST,
                spool,
                () -> new HostDescription("box", "Linux", "6.1", "x86_64", 2, 1L << 34, "20.10", 1),
                new Unpaced(),
                new FakeCommands(),
                position -> {},
                new Link.Lines(
                        new LogShelf(1 << 20, 1 << 18), Set.of(), List::of, stored -> {}, wished -> {}, unwatched()),
                () -> FIGURES);
    }

    private static Tails unwatched() {
        return new Tails(
                new LogConfig(LogChoice.NONE, false, true, 1, Optional.empty(), Optional.empty(), Optional.empty()),
                new FakeLogs());
    }

    private static final class Unpaced implements Pacing {
        @Override
        public void every(Duration interval) {
            // It reads as fast as it can.
        }

        @Override
        public void leased(Set<Integer> containers, Duration interval, Duration lasts) {
            // Likewise.
        }
    }

    private static final class RunningClock extends Clock {
        private final AtomicReference<Instant> now;

        private RunningClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
