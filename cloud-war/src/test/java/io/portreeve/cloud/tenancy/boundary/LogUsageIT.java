package io.portreeve.cloud.tenancy.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.tenancy.Quota;
import io.portreeve.cloud.testing.AdjustableClock;
import io.portreeve.cloud.testing.Databases;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogUsageIT {
    private static Databases databases;

    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-26T10:00:00Z"));
    private final LogUsage usage = new LogUsage(
            databases.tenant(), databases.system(), databases.scope(), new Quotas(databases.system()), clock);
    private OrganizationId organization;

    @BeforeAll
    static void createDatabase() {
        databases = new Databases();
    }

    @BeforeEach
    void createOrganization() throws SQLException {
        organization = databases.organization("ours");
    }

    @Test
    void whatGoesBeyondADaysBytesDoesNotFit() throws SQLException {
        add(Quota.USUAL.logBytesPerDay() - 30);
        add(20);
        assertThat(fits(organization, 10)).isTrue();
        assertThat(fits(organization, 11)).isFalse();
        assertThat(fits(databases.organization("theirs"), 11)).isTrue();
    }

    @Test
    void dayBeginsAtMidnightInUtc() {
        add(Quota.USUAL.logBytesPerDay());
        clock.pass(Duration.ofHours(14).minusSeconds(1));
        assertThat(fits(organization, 1)).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(fits(organization, 1)).isTrue();
    }

    @Test
    void whatIsLongPastIsForgotten() {
        add(5);
        clock.pass(Duration.ofDays(91));
        assertThat(usage.forget()).isPositive();
        clock.pass(Duration.ofDays(-91));
        assertThat(databases.scope().call(organization, usage::usedToday)).isZero();
    }

    private void add(long bytes) {
        databases.scope().call(organization, () -> {
            usage.add(UUID.randomUUID(), bytes);
            return null;
        });
    }

    private boolean fits(OrganizationId whose, long bytes) {
        return databases.scope().call(whose, () -> usage.fits(bytes));
    }
}
