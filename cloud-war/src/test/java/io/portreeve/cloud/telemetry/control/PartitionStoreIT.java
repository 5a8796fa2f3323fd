package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.testing.FleetDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PartitionStoreIT {
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final FleetDatabase database = new FleetDatabase();
    private final PartitionStore store = new PartitionStore(Duration.ofMillis(100));

    private boolean hasPartitions() throws SQLException {
        return database.asAdministrator(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT to_regnamespace('portreeve_hypertables') IS NULL")) {
                rows.next();
                return rows.getBoolean(1);
            }
        });
    }

    @Test
    void tableThatIsInUseIsNotWaitedForLong() throws SQLException {
        assumeThat(hasPartitions()).as("TimescaleDB drops chunks, not tables").isTrue();
        try (Connection reader = database.open();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM container_hours");
            assertThatThrownBy(() -> database.inSystem(
                            connection -> store.drop(connection, MetricTable.HOURS, today.minusDays(1))))
                    .isInstanceOf(SQLException.class)
                    .matches(failure -> PartitionStore.isBusy(new DatabaseException((SQLException) failure)));
            reader.rollback();
        }
        assertThat(database.<Boolean>inSystem(
                        connection -> store.drop(connection, MetricTable.HOURS, today.minusDays(1))))
                .isTrue();
        assertThat(database.<Boolean>inSystem(connection -> store.make(connection, today.plusDays(1))))
                .isTrue();
    }
}
