package io.portreeve.agent;

import io.portreeve.agent.collect.Collector;
import io.portreeve.agent.command.Actions;
import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.LogFiles;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.event.EventMemory;
import io.portreeve.agent.host.HostFiles;
import io.portreeve.agent.host.OwnContainer;
import io.portreeve.agent.link.Link;
import io.portreeve.agent.link.LinkEnd;
import io.portreeve.agent.link.LinkTiming;
import io.portreeve.agent.logs.DirectLogs;
import io.portreeve.agent.logs.EngineLogs;
import io.portreeve.agent.logs.Followers;
import io.portreeve.agent.logs.LogMemory;
import io.portreeve.agent.logs.LogReader;
import io.portreeve.agent.logs.LogShelf;
import io.portreeve.agent.logs.Tails;
import io.portreeve.agent.logs.WishMemory;
import io.portreeve.agent.network.Route;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolBounds;
import io.portreeve.agent.spool.Upkeep;
import io.portreeve.agent.update.Updates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** All parts of an agent, wired and started. */
final class RunningAgent implements AutoCloseable {
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
    private static final String JOURNAL = "actions.journal";
    private static final int LOG_BYTES = 1024 * 1024;
    private static final int LOG_BYTES_OF_ONE = 256 * 1024;

    private final Engine engine;
    private final Collector collector;
    private final Followers followers;
    private final Tails tails;
    private final LogShelf shelf;
    private final WarningCount warnings;
    private final Actions actions;
    private final Link link;
    private final Pace pace;
    private final Spool spool;
    private final Upkeep upkeep;
    private final Updates updates;

    private RunningAgent(
            Engine engine,
            Collector collector,
            Followers followers,
            Tails tails,
            LogShelf shelf,
            WarningCount warnings,
            Actions actions,
            Link link,
            Pace pace,
            Spool spool,
            Upkeep upkeep,
            Updates updates) {
        this.engine = engine;
        this.collector = collector;
        this.followers = followers;
        this.tails = tails;
        this.shelf = shelf;
        this.warnings = warnings;
        this.actions = actions;
        this.link = link;
        this.pace = pace;
        this.spool = spool;
        this.upkeep = upkeep;
        this.updates = updates;
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
        Spool spool = Spool.open(SpoolPlace.of(config, identity), bounds(config), clock);
        Upkeep upkeep = new Upkeep(spool);
        LogMemory logMemory = new LogMemory(own);
        WarningCount warnings = WarningCount.installed();
        LogShelf shelf = new LogShelf(LOG_BYTES, LOG_BYTES_OF_ONE);
        LogReader asked = new EngineLogs(engine);
        LogReader logs = config.logs()
                .files()
                .<LogReader>map(directory -> new DirectLogs(new LogFiles(directory), asked))
                .orElse(asked);
        Followers followers = new Followers(config.logs(), logs, shelf, logMemory, new WishMemory(own), clock);
        Tails tails = new Tails(config.logs(), logs);
        // Each tells the link something, and the other way round: it is made first, and asks for them later.
        AtomicReference<Collector> collecting = new AtomicReference<>();
        AtomicReference<Actions> acting = new AtomicReference<>();
        AtomicReference<Link> linking = new AtomicReference<>();
        ReportedActions reported = new ReportedActions(acting::get, linking::get);
        Pace pace = new Pace(config.intervals(), new LaterCollector(collecting::get));
        Route route = Route.of(config.route());
        Updates updates = new Updates(
                UpdatePlace.of(config, identity),
                new Updates.Self(UpdatePlace.ownJar(), AgentVersion.read()),
                identity.releaseKey(),
                config.update(),
                route,
                cloud);
        Link link = new Link(
                cloud,
                route,
                identity,
                AgentVersion.read(),
                clock,
                timing,
                spool,
                () -> collecting.get().description(),
                pace,
                reported,
                memory::write,
                new Link.Lines(
                        shelf,
                        logMemory.all().keySet(),
                        followers::departed,
                        logMemory::stored,
                        followers::wish,
                        tails),
                new SelfFigures(
                        spool, shelf, () -> linking.get().reconnects(), warnings::count, updates::refusal, clock));
        linking.set(link);
        Collector collector = new Collector(
                config, engine, new HostFiles(config), clock, memory, new RosterForLogs(link, followers, tails));
        collecting.set(collector);
        pace.begin();
        Actions actions = new Actions(
                own.resolve(JOURNAL), config.actions(), OwnContainer.ids(), engine, clock, reported, updates);
        acting.set(actions);
        RunningAgent agent = new RunningAgent(
                engine, collector, followers, tails, shelf, warnings, actions, link, pace, spool, upkeep, updates);
        if (updates.isTrial()) {
            link.whenAnswered(updates::confirm);
        }
        upkeep.start();
        collector.start();
        collector.awaitFirstLook(FIRST_LOOK);
        actions.start();
        followers.start();
        link.start();
        Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "stop"));
        return agent;
    }

    /** Lets what can change while running take effect. */
    void reload(AgentConfig config) {
        pace.bounds(config.intervals());
        updates.config(config.update());
        actions.policy(config.actions());
        collector.policy(config.actions());
        tails.allow(config.logs().live());
    }

    CompletableFuture<LinkEnd> end() {
        return link.end();
    }

    /** Completes when another version is to take the place of this one. */
    CompletableFuture<Void> leaving() {
        return updates.leaving();
    }

    /** Of lines that the cloud has not taken. */
    int waitingLogBytes() {
        return shelf.bytes();
    }

    @Override
    public void close() {
        collector.close();
        followers.close();
        tails.close();
        actions.close();
        link.close();
        engine.close();
        upkeep.close();
        spool.close();
        warnings.close();
    }

    private static SpoolBounds bounds(AgentConfig config) {
        return new SpoolBounds(config.spoolBytes(), config.spoolAge(), config.outboxBatches(), config.outboxBytes());
    }
}
