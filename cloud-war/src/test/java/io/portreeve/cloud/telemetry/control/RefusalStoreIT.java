package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.Refusals;
import io.portreeve.cloud.testing.FleetDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RefusalStoreIT {
    private static final Instant NOW = Instant.parse("2026-11-25T23:59:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
    private static FleetDatabase database;

    private final RefusalStore store = new RefusalStore();

    @BeforeAll
    static void createDatabase() {
        database = new FleetDatabase();
    }

    @Test
    void refusalsAddUpByDayAndReason() throws SQLException {
        OrganizationId ours = database.organization("ours");
        add(ours, Map.of("batch-invalid", 2L, "sample-too-old", 1L), NOW);
        add(ours, Map.of("batch-invalid", 3L), NOW.plusSeconds(10));
        add(ours, Map.of("batch-invalid", 7L), NOW.plusSeconds(120));
        assertThat(since(ours, TODAY))
                .containsExactly(
                        new Refusals(TODAY.plusDays(1), "batch-invalid", 7, NOW.plusSeconds(120)),
                        new Refusals(TODAY, "batch-invalid", 5, NOW.plusSeconds(10)),
                        new Refusals(TODAY, "sample-too-old", 1, NOW));
        assertThat(since(ours, TODAY.plusDays(1))).hasSize(1);
    }

    @Test
    void refusalsOfOthersAreNotSeen() throws SQLException {
        add(database.organization("theirs"), Map.of("batch-invalid", 2L), NOW);
        assertThat(since(database.organization("ours"), TODAY)).isEmpty();
    }

    @Test
    void oldRefusalsAreForgotten() throws SQLException {
        OrganizationId ours = database.organization("ours");
        add(ours, Map.of("batch-invalid", 2L), NOW.minusSeconds(86_400));
        add(ours, Map.of("batch-invalid", 3L), NOW);
        database.inSystem(connection -> store.deleteBefore(connection, TODAY));
        assertThat(since(ours, TODAY.minusDays(9))).containsExactly(new Refusals(TODAY, "batch-invalid", 3, NOW));
    }

    private void add(OrganizationId organization, Map<String, Long> codes, Instant at) throws SQLException {
        database.in(organization, connection -> {
            store.add(connection, organization.value(), codes, at);
            return null;
        });
    }

    private List<Refusals> since(OrganizationId organization, LocalDate day) throws SQLException {
        return database.in(organization, connection -> store.since(connection, day));
    }
}
