package io.portreeve.agent;

import io.portreeve.agent.collect.Collector;
import io.portreeve.agent.command.Actions;
import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.event.EventMemory;
import io.portreeve.agent.host.HostFiles;
import io.portreeve.agent.link.Link;
import io.portreeve.agent.link.LinkEnd;
import io.portreeve.agent.link.LinkTiming;
import io.portreeve.agent.network.Route;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** All parts of an agent, wired and started. */
final class RunningAgent implements AutoCloseable {
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
    private static final String JOURNAL = "actions.journal";

    private final Engine engine;
    private final Collector collector;
    private final Actions actions;
    private final Link link;
    private final Pace pace;

    private RunningAgent(Engine engine, Collector collector, Actions actions, Link link, Pace pace) {
        this.engine = engine;
        this.collector = collector;
        this.actions = actions;
        this.link = link;
        this.pace = pace;
    }

    static RunningAgent start(AgentConfig config, CloudAddress cloud, Identity identity) {
        return start(config, cloud, identity, LinkTiming.OF_CONTRACT);
    }

    static RunningAgent start(AgentConfig config, CloudAddress cloud, Identity identity, LinkTiming timing) {
        Clock clock = Clock.systemUTC();
        Engine engine = new Engine(config);
        // What one identity left behind is never told in the name of another, which may belong to somebody else.
        Path own = config.stateDirectory().resolve(identity.agentId().toString());
        EventMemory memory = new EventMemory(own);
        // Each tells the link something, and the other way round: it is made first, and asks for them later.
        AtomicReference<Collector> collecting = new AtomicReference<>();
        AtomicReference<Actions> acting = new AtomicReference<>();
        AtomicReference<Link> linking = new AtomicReference<>();
        ReportedActions reported = new ReportedActions(acting::get, linking::get);
        Pace pace = new Pace(config.intervals(), interval -> collecting.get().every(interval));
        Link link = new Link(
                cloud,
                Route.of(config.route()),
                identity,
                AgentVersion.read(),
                clock,
                timing,
                new Link.Outbound(config.outboxBatches(), config.outboxBytes()),
                () -> collecting.get().description(),
                pace::wanted,
                reported,
                memory::write);
        linking.set(link);
        Collector collector = new Collector(config, engine, new HostFiles(config), clock, memory, link);
        collecting.set(collector);
        Actions actions = new Actions(own.resolve(JOURNAL), config.actions(), engine, clock, reported);
        acting.set(actions);
        RunningAgent agent = new RunningAgent(engine, collector, actions, link, pace);
        collector.start();
        collector.awaitFirstLook(FIRST_LOOK);
        actions.start();
        link.start();
        Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "stop"));
        return agent;
    }

    /** Lets what can change while running take effect. */
    void reload(AgentConfig config) {
        pace.bounds(config.intervals());
        actions.policy(config.actions());
    }

    CompletableFuture<LinkEnd> end() {
        return link.end();
    }

    @Override
    public void close() {
        collector.close();
        actions.close();
        link.close();
        engine.close();
    }
}
