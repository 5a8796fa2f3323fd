package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.tenancy.control.RetentionStore;
import io.portreeve.cloud.testing.FleetDatabase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One organization's rows go while another's of the same day stay. */
class ExpiredRowsIT {
    private static final RetentionTimes SHORTER = new RetentionTimes(
            Duration.ofHours(36), Duration.ofDays(2), Duration.ofDays(3), Duration.ofDays(7), Duration.ofDays(31));

    private final FleetDatabase database = new FleetDatabase();
    private final ExpiredRows expired = new ExpiredRows();
    private final Instant now = Instant.now();

    @Test
    void whatIsOverForOneOrganizationIsDeletedAndNothingElse() throws SQLException {
        Fleet ours = Fleet.create(database, 2);
        Fleet theirs = Fleet.create(database, 1);
        for (MetricTable table : List.of(MetricTable.MINUTES, MetricTable.HOURS, MetricTable.ROLLUPS_1H)) {
            for (Fleet fleet : List.of(ours, theirs)) {
                row(fleet, table, table.retention(SHORTER).plusHours(10));
                row(fleet, table, Duration.ofHours(1));
            }
            List<UUID> containers =
                    database.inSystem(connection -> expired.containers(connection, ours.organization()));
            assertThat(containers)
                    .containsExactlyInAnyOrder(
                            ours.container(1).value(), ours.container(2).value());
            Instant before = now.minus(table.retention(SHORTER));
            assertThat(database.<Integer>inSystem(connection -> expired.delete(connection, table, containers, before)))
                    .isEqualTo(1);
            assertThat(ours.count(table.relation())).isEqualTo(1);
            assertThat(theirs.count(table.relation())).isEqualTo(2);
        }
    }

    @Test
    void timesOfAnOrganizationAreItsOwn() throws SQLException {
        RetentionStore store = new RetentionStore();
        OrganizationId ours = database.organization("ours");
        OrganizationId theirs = database.organization("theirs");
        database.in(ours, connection -> {
            store.save(connection, ours, RetentionTimes.DEFAULT);
            store.save(connection, ours, SHORTER);
            return null;
        });
        assertThat(database.in(ours, store::find)).contains(SHORTER);
        assertThat(database.in(theirs, store::find).isPresent()).isFalse();
        assertThat(database.inSystem(store::all)).containsEntry(ours, SHORTER).doesNotContainKey(theirs);
        assertThat(database.inSystem(store::organizations)).contains(ours, theirs);
    }

    private void row(Fleet fleet, MetricTable table, Duration age) throws SQLException {
        String rest = table == MetricTable.ROLLUPS_1H
                ? "samples) VALUES (?, ?, ?, 30)"
                : "body) VALUES (?, ?, ?, decode('0101', 'hex'))";
        FleetDatabase.Work<Integer> write = connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO " + table.relation() + " (organization_id, container_id, ts, " + rest)) {
                insert.setObject(1, fleet.organization().value());
                insert.setObject(2, fleet.container(1).value());
                insert.setTimestamp(3, Timestamp.from(now.minus(age)));
                return insert.executeUpdate();
            }
        };
        assertThat(table == MetricTable.MINUTES ? database.in(fleet.organization(), write) : database.inSystem(write))
                .isEqualTo(1);
    }
}
