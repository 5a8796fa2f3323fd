package io.portreeve.benchmarks.fleet;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All simulated agents, on one event loop. Its methods may be called by any thread and wait for the loop. */
public final class Fleet implements AutoCloseable {
    private static final Duration FIRST_READING = Duration.ofSeconds(1);

    private final Clock clock = Clock.systemUTC();
    private final Tally tally = new Tally();
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final ExecutorService signer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "signer");
        thread.setDaemon(true);
        return thread;
    });
    private final List<AgentDriver> drivers = new ArrayList<>();

    /**
     * @param nodes of the control plane; agents are spread over them
     * @param tokens whose public key the agents were enrolled with
     */
    public Fleet(FleetPlan plan, List<URI> nodes, Tokens tokens) {
        Dialler dialler = new Dialler(loop, tally, tokens, signer);
        Instant first = clock.instant().plus(FIRST_READING);
        for (HostIdentity identity : plan.identities()) {
            Readings readings = new Readings(plan, identity.index(), plan.firstTickFrom(identity.index(), first));
            SimulatedAgent agent = new SimulatedAgent(identity, readings, tally, clock);
            URI node = nodes.get(identity.index() % nodes.size());
            drivers.add(new AgentDriver(agent, node, dialler, loop, tally, clock));
        }
    }

    public Tally tally() {
        return tally;
    }

    /** Connects all, so many a second; returns at once. */
    public void connect(int perSecond) {
        for (int index = 0; index < drivers.size(); index++) {
            AgentDriver driver = drivers.get(index);
            Future<?> unused = loop.schedule(driver::start, index * 1_000_000L / perSecond, TimeUnit.MICROSECONDS);
        }
    }

    /** Cuts off the first so many agents at once; each comes back after a wait between nothing and the longest. */
    public void drop(int agents, Duration longestWait) {
        within(() -> {
            for (int index = 0; index < Math.min(agents, drivers.size()); index++) {
                long chance = Chance.of(clock.millis(), index);
                drivers.get(index).drop(Duration.ofMillis(Chance.below(chance, 1 + longestWait.toMillis())));
            }
            return null;
        });
    }

    /** No more readings are taken. */
    public void stopReading() {
        within(() -> {
            drivers.forEach(AgentDriver::stopReading);
            return null;
        });
    }

    public long connected() {
        return count(SimulatedAgent::isConnected);
    }

    /** How many agents have a session and their inventory stored. */
    public long ready() {
        return count(SimulatedAgent::isReady);
    }

    /** How many agents have a session, and everything that they read acknowledged. */
    public long settled() {
        return count(agent -> agent.isReady() && agent.isAllAcknowledged());
    }

    /** Readings that are not acknowledged yet. */
    public long unacknowledged() {
        return within(() -> drivers.stream()
                .map(AgentDriver::agent)
                .mapToLong(SimulatedAgent::unacknowledged)
                .sum());
    }

    /** How many agents have a session, and all acknowledged that waited when they were last dropped. */
    public long recovered() {
        return count(SimulatedAgent::hasRecovered);
    }

    public List<AgentRecord> records() {
        return within(
                () -> drivers.stream().map(driver -> driver.agent().record()).toList());
    }

    @Override
    public void close() {
        within(() -> {
            drivers.forEach(AgentDriver::stop);
            return null;
        });
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        signer.shutdownNow();
    }

    private long count(Predicate<SimulatedAgent> condition) {
        return within(
                () -> drivers.stream().map(AgentDriver::agent).filter(condition).count());
    }

    private <T> T within(Callable<T> work) {
        return loop.submit(work).syncUninterruptibly().getNow();
    }
}
