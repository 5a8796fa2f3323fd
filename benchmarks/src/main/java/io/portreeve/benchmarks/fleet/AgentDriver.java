package io.portreeve.benchmarks.fleet;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Gives one agent its time: readings, heartbeats, connections and the waits between them. Lives on the event loop. */
final class AgentDriver {
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final SimulatedAgent agent;
    private final URI node;
    private final Dialler dialler;
    private final EventLoop loop;
    private final Tally tally;
    private final Clock clock;

    private Duration wait = FIRST_WAIT;
    private boolean reading = true;
    private boolean stopped;
    private long attempt;

    AgentDriver(SimulatedAgent agent, URI node, Dialler dialler, EventLoop loop, Tally tally, Clock clock) {
        this.agent = agent;
        this.node = node;
        this.dialler = dialler;
        this.loop = loop;
        this.tally = tally;
        this.clock = clock;
    }

    SimulatedAgent agent() {
        return agent;
    }

    void start() {
        connect();
        awaitReading();
        long phase = Chance.below(Chance.of(agent.identity().index(), 0), BEAT.toMillis());
        Future<?> unused = loop.scheduleAtFixedRate(this::beat, phase, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Cut off now, back after the wait. */
    void drop(Duration backAfter) {
        attempt++;
        agent.drop();
        later(backAfter, this::connect);
    }

    void stopReading() {
        reading = false;
        agent.finish();
    }

    void stop() {
        stopped = true;
        attempt++;
        agent.drop();
    }

    /** Whether what comes from the attempt still counts. */
    boolean isCurrent(long ofAttempt) {
        return ofAttempt == attempt && !stopped;
    }

    void opened(Wire wire, long ofAttempt) {
        if (!isCurrent(ofAttempt)) {
            wire.close();
            return;
        }
        agent.connected(wire);
    }

    /** The connection ended, or never was. */
    void lost(long ofAttempt, String reason) {
        if (!isCurrent(ofAttempt)) {
            return;
        }
        attempt++;
        tally.trouble(reason);
        if (agent.isReady()) {
            wait = FIRST_WAIT;
        }
        agent.disconnected();
        long millis = wait.toMillis();
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        long chance = Chance.of(clock.millis(), agent.identity().index());
        later(Duration.ofMillis(millis / 2 + Chance.below(chance, millis / 2 + 1)), this::connect);
    }

    private void connect() {
        if (!stopped) {
            attempt++;
            dialler.dial(this, node, attempt);
        }
    }

    private void awaitReading() {
        later(Duration.between(clock.instant(), agent.nextReadingAt()), this::read);
    }

    private void read() {
        if (reading && !stopped) {
            agent.read();
            awaitReading();
        }
    }

    private void beat() {
        if (!stopped && !agent.beat()) {
            agent.drop();
            lost(attempt, "cloud silent");
        }
    }

    private void later(Duration delay, Runnable work) {
        Future<?> unused = loop.schedule(work, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }
}
