package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.HostSample;
import io.portreeve.contract.sample.Metric;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A host with containers, its agent in session, and what the agent sends. */
record Fleet(
        FleetDatabase database,
        OrganizationId organization,
        AuthenticatedAgent agent,
        long epoch,
        Map<Integer, ContainerId> numbers) {

    static final Duration INTERVAL = Duration.ofSeconds(10);

    /** With containers numbered from 1. */
    static Fleet create(FleetDatabase database, int containers) throws SQLException {
        return in(database, database.organization("fleet"), containers);
    }

    static Fleet in(FleetDatabase database, OrganizationId organization, int containers) throws SQLException {
        AuthenticatedAgent agent = database.agent(organization, "host");
        Inventory inventory = new Inventory(
                1,
                IntStream.rangeClosed(1, containers)
                        .mapToObj(number -> FleetDatabase.container(number, "container-" + number, "running"))
                        .toList());
        return database.in(organization, connection -> {
            Map<Integer, ContainerId> numbers = FleetDatabase.declare(connection, agent, inventory, FleetDatabase.NOW);
            return new Fleet(
                    database,
                    organization,
                    agent,
                    FleetDatabase.begin(connection, agent, FleetDatabase.NOW).orElseThrow(),
                    numbers);
        });
    }

    ContainerId container(int number) {
        return numbers.get(number);
    }

    PendingBatch batch(long sequence, Instant at, Consumer<IngestResult> done, ContainerSample... samples) {
        return new PendingBatch(
                agent, epoch, new MetricsBatch(sequence, at, INTERVAL, List.of(samples)), numbers, done);
    }

    /** Several readings at once, each with a sample of every container there is. */
    PendingBatch packed(long sequence, Consumer<IngestResult> done, Map<Instant, Double> values) {
        List<String> ids =
                numbers.keySet().stream().sorted().map("%064x"::formatted).toList();
        Map<Integer, ContainerId> places = new HashMap<>();
        numbers.keySet().stream().sorted().forEach(number -> places.put(places.size(), numbers.get(number)));
        List<HostReading> readings = values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new HostReading(
                        each.getKey(),
                        INTERVAL,
                        places.keySet().stream()
                                .map(place -> sample(place, each.getValue()))
                                .toList()))
                .toList();
        return new PendingBatch(agent, epoch, new MetricsBatch(sequence, ids, readings), places, done);
    }

    PendingBatch machine(long sequence, Instant at, Consumer<IngestResult> done) {
        OptionalDouble none = OptionalDouble.empty();
        OptionalLong unknown = OptionalLong.empty();
        HostSample sample = new HostSample(
                at,
                Duration.ofSeconds(60),
                OptionalDouble.of(0.5),
                none,
                none,
                none,
                none,
                none,
                none,
                OptionalLong.of(1L << 34),
                unknown,
                unknown,
                unknown,
                none,
                none,
                none,
                none,
                unknown,
                List.of());
        return new PendingBatch(agent, epoch, new HostMetrics(sequence, List.of(sample)), Map.of(), done);
    }

    static ContainerSample sample(int number, double value) {
        return new ContainerSample(number, value, 0.25, value, 4, value, value, value, value, value);
    }

    /** A sample as it is stored; the values are those of the metrics in their order. */
    record Stored(UUID container, Instant at, List<Double> values) {
        double value(Metric metric) {
            return values.get(metric.place());
        }
    }

    /** All that the organization has. */
    List<Stored> stored() throws SQLException {
        List<Stored> stored = new ArrayList<>();
        database.in(organization, connection -> {
            StoredReadings.of(new Slice(0, 1))
                    .read(
                            connection,
                            Instant.EPOCH.plusSeconds(60),
                            Instant.now().plusSeconds(86_400),
                            (owner, container, at, values) -> stored.add(new Stored(
                                    container,
                                    at,
                                    DoubleStream.of(values).boxed().toList())));
            return null;
        });
        return stored;
    }

    long count(String from) throws SQLException {
        return database.in(organization, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from " + from);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
