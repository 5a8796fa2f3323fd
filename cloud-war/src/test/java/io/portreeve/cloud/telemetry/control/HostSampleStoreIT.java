package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.sample.FileSystemUsage;
import io.portreeve.contract.sample.HostSample;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostSampleStoreIT {
    private static final Instant NOW = FleetDatabase.NOW;
    private static FleetDatabase database;

    private final HostSampleStore store = new HostSampleStore();
    private OrganizationId organization;
    private AuthenticatedAgent agent;

    @BeforeAll
    static void createDatabase() {
        database = new FleetDatabase();
    }

    @BeforeEach
    void createAgent() throws SQLException {
        organization = database.organization("ours");
        agent = database.agent(organization, "alpha");
    }

    @Test
    void newestIsReadAsItWasWritten() throws SQLException {
        insert(sample(NOW.minusSeconds(60), OptionalDouble.empty()), sample(NOW, OptionalDouble.of(0.25)));
        assertThat(latest(organization)).contains(sample(NOW, OptionalDouble.of(0.25)));
    }

    @Test
    void momentThatIsThereStaysAsItIs() throws SQLException {
        insert(sample(NOW, OptionalDouble.of(0.25)));
        insert(sample(NOW, OptionalDouble.of(0.5)));
        assertThat(latest(organization)).contains(sample(NOW, OptionalDouble.of(0.25)));
    }

    @Test
    void strangerSeesNothing() throws SQLException {
        insert(sample(NOW, OptionalDouble.of(0.25)));
        assertThat(latest(database.organization("theirs"))).isEmpty();
    }

    private void insert(HostSample... samples) throws SQLException {
        database.in(organization, connection -> {
            MachineRows rows = new MachineRows();
            rows.add(new PendingBatch(agent, 1, new HostMetrics(1, List.of(samples)), Map.of(), result -> {}));
            rows.write(connection, organization.value());
            return null;
        });
    }

    private Optional<HostSample> latest(OrganizationId whose) throws SQLException {
        return database.in(whose, connection -> store.latest(connection, agent.host()));
    }

    private static HostSample sample(Instant at, OptionalDouble user) {
        return new HostSample(
                at,
                Duration.ofSeconds(60),
                user,
                OptionalDouble.of(0.125),
                OptionalDouble.empty(),
                OptionalDouble.of(0),
                OptionalDouble.of(1.5),
                OptionalDouble.of(0.5),
                OptionalDouble.empty(),
                OptionalLong.of(1L << 34),
                OptionalLong.of(1L << 33),
                OptionalLong.of(0),
                OptionalLong.empty(),
                OptionalDouble.of(4096.5),
                OptionalDouble.of(0),
                OptionalDouble.empty(),
                OptionalDouble.of(12),
                OptionalLong.of(86_400),
                List.of(new FileSystemUsage("/", "ext4", 100, 30, 65)));
    }
}
