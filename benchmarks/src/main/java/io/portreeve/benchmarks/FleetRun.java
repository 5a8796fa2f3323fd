package io.portreeve.benchmarks;

import io.portreeve.benchmarks.cost.ProcessTree;
import io.portreeve.benchmarks.fleet.Fleet;
import io.portreeve.benchmarks.fleet.FleetPlan;
import io.portreeve.benchmarks.fleet.Tally;
import io.portreeve.benchmarks.fleet.Tokens;
import io.portreeve.benchmarks.plane.ControlPlane;
import io.portreeve.benchmarks.plane.Enrolments;
import io.portreeve.benchmarks.report.Machine;
import io.portreeve.benchmarks.report.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A control plane, and a fleet that is enrolled with it. */
final class FleetRun implements AutoCloseable {
    private static final long SEED = 20_261_123;

    private final FleetOptions options;
    private final ControlPlane plane;
    private final FleetPlan plan;
    private final Fleet fleet;

    private FleetRun(FleetOptions options, ControlPlane plane, FleetPlan plan, Fleet fleet) {
        this.options = options;
        this.plane = plane;
        this.plan = plan;
        this.fleet = fleet;
    }

    static FleetRun start(FleetOptions options) throws IOException, InterruptedException, SQLException {
        say("starting the control plane");
        ControlPlane plane = ControlPlane.start(options.root.resolve("portreeve"), options.nodes, options.keepData);
        try {
            Tokens tokens = new Tokens(Clock.systemUTC());
            FleetPlan plan = new FleetPlan(
                    options.hosts,
                    options.containers,
                    options.organizations,
                    options.interval,
                    Clock.systemUTC().instant(),
                    SEED,
                    options.metrics);
            say("enrolling " + options.hosts + " hosts of " + options.organizations + " organizations");
            try (Connection connection = plane.database()) {
                Enrolments.make(
                        connection,
                        plan.identities().stream()
                                .map(host -> new Enrolments.Enrolled(
                                        host.index(),
                                        host.organization(),
                                        host.organizationId(),
                                        host.hostId(),
                                        host.agentId()))
                                .toList(),
                        tokens.publicKey());
            }
            return new FleetRun(options, plane, plan, new Fleet(plan, plane.nodes(), tokens));
        } catch (SQLException | RuntimeException e) {
            plane.close();
            throw e;
        }
    }

    FleetOptions options() {
        return options;
    }

    ControlPlane plane() {
        return plane;
    }

    FleetPlan plan() {
        return plan;
    }

    Fleet fleet() {
        return fleet;
    }

    /** Connects all and waits until each has a session and its containers declared; gives the seconds it took. */
    double connectAll() throws InterruptedException {
        long began = System.nanoTime();
        fleet.connect(options.connectRate);
        Duration patience = Duration.ofSeconds(120 + 2L * options.hosts / options.connectRate);
        if (!await(patience, () -> fleet.ready() == options.hosts)) {
            throw new IllegalStateException("only " + fleet.ready() + " of " + options.hosts + " agents got a session: "
                    + fleet.tally().troubles());
        }
        return seconds(began);
    }

    /** No more readings; waits until all is acknowledged, or not. */
    boolean settle(Duration patience) throws InterruptedException {
        fleet.stopReading();
        return await(patience, () -> fleet.settled() == options.hosts);
    }

    /** What the run was, and on what. */
    Result result(String command) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("hosts", options.hosts);
        shape.put("containers", options.containers);
        shape.put("organizations", options.organizations);
        shape.put("metrics", options.metrics);
        shape.put("nodes", options.nodes);
        shape.put("intervalSeconds", options.interval.toMillis() / 1e3);
        return new Result()
                .put("command", command)
                .put("at", Clock.systemUTC().instant().toString())
                .put("commit", commit())
                .put("note", options.note)
                .put("machine", Machine.describe())
                .put("fleet", shape);
    }

    Map<String, Double> memory() {
        Map<String, Double> pss = new LinkedHashMap<>();
        plane.processes().forEach((name, pid) -> pss.put(name, new ProcessTree(pid).pssMegabytes()));
        pss.put("simulator", ProcessTree.ofThis().pssMegabytes());
        return pss;
    }

    static Map<String, Object> counts(Tally.Counts counts) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("batches", counts.batches());
        figures.put("samples", counts.samples());
        figures.put("values", counts.values());
        figures.put("bytesSent", counts.bytes());
        figures.put("sessions", counts.welcomes());
        figures.put("cursorsGoneBack", counts.cursorsBack());
        return figures;
    }

    static void say(String line) {
        System.err.println("bench: " + line);
    }

    static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    static boolean await(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    @Override
    public void close() {
        fleet.close();
        plane.close();
    }

    private String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .directory(options.root.toFile())
                    .start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
