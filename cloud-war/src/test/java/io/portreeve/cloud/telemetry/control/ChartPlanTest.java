package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.tenancy.RetentionTimes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChartPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:34:56Z");
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @Test
    void hourIsReadFromSamplesAsTheyAre() {
        ChartPlan plan = last(Duration.ofHours(1), 360);
        assertThat(plan.level()).isEqualTo(Level.RAW);
        assertThat(plan.gathers()).isFalse();
        assertThat(plan.step()).isEqualTo(INTERVAL);
    }

    @Test
    void fewPointsOfAnHourAreGatheredFromSamples() {
        ChartPlan plan = last(Duration.ofHours(1), 100);
        assertThat(plan.level()).isEqualTo(Level.RAW);
        assertThat(plan.bucket()).isEqualTo(Duration.ofSeconds(36));
    }

    @Test
    void sixHoursAreReadFromMinutes() {
        ChartPlan plan = last(Duration.ofHours(6), 300);
        assertThat(plan.level()).isEqualTo(Level.ONE_MINUTE);
        assertThat(plan.bucket()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void weekIsReadFromFiveMinutes() {
        ChartPlan plan = last(Duration.ofDays(7).minusHours(1), 360);
        assertThat(plan.level()).isEqualTo(Level.FIVE_MINUTES);
        assertThat(plan.bucket()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void monthIsReadFromHoursAndAYearFromDays() {
        assertThat(last(Duration.ofDays(29), 360).level()).isEqualTo(Level.ONE_HOUR);
        assertThat(last(Duration.ofDays(120), 360).level()).isEqualTo(Level.ONE_HOUR);
        assertThat(last(Duration.ofDays(365), 360).level()).isEqualTo(Level.ONE_DAY);
        assertThat(last(Duration.ofDays(365), 360).bucket()).isEqualTo(Duration.ofDays(1));
        Instant lastYear = NOW.minus(Duration.ofDays(300));
        assertThat(plan(lastYear, lastYear.plus(Duration.ofHours(1)), 360).level())
                .isEqualTo(Level.ONE_DAY);
    }

    @Test
    void hourOfLastWeekIsReadFromWhatIsStillKept() {
        Instant from = NOW.minus(Duration.ofDays(5));
        assertThat(plan(from, from.plus(Duration.ofHours(1)), 360).level()).isEqualTo(Level.ONE_MINUTE);
        Instant earlier = NOW.minus(Duration.ofDays(20));
        assertThat(plan(earlier, earlier.plus(Duration.ofHours(1)), 360).level())
                .isEqualTo(Level.FIVE_MINUTES);
    }

    @Test
    void pointsAreKeptToWithinOneBucket() {
        for (int points = 1; points <= 2_000; points += 7) {
            for (Duration span : new Duration[] {
                Duration.ofMinutes(7), Duration.ofHours(5), Duration.ofHours(30), Duration.ofDays(12)
            }) {
                ChartPlan plan = last(span, points);
                boolean asKept = plan.level() == Level.RAW
                        ? !plan.gathers()
                        : plan.bucket().equals(plan.level().bucket());
                double most = asKept ? points * 1.25 + 1 : points + 1;
                assertThat(span.toMillis() / (double) plan.step().toMillis()).isLessThanOrEqualTo(most);
            }
        }
    }

    @Test
    void percentilesAreReadFromLevelsThatHaveThem() {
        assertThat(spread(Duration.ofMinutes(30)).level()).isEqualTo(Level.RAW);
        assertThat(spread(Duration.ofHours(24)))
                .isEqualTo(new ChartPlan(
                        NOW.minus(Duration.ofHours(24)),
                        NOW,
                        Level.FIVE_MINUTES,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5)));
        for (Duration span : new Duration[] {Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(365)}) {
            assertThat(spread(span)).isEqualTo(last(span, 360));
        }
    }

    private static ChartPlan spread(Duration span) {
        return ChartPlan.of(NOW.minus(span), NOW, 360, true, INTERVAL, NOW, RetentionTimes.DEFAULT);
    }

    @Test
    void bucketsAreAlignedToTheEpoch() {
        ChartPlan plan = last(Duration.ofHours(6), 300);
        assertThat(plan.bucketOf(Instant.parse("2026-11-23T12:35:59.999Z")))
                .isEqualTo(Instant.parse("2026-11-23T12:34:00Z"));
    }

    @Test
    void whatIsNoSpanIsRefused() {
        assertRefused(NOW, NOW, 10);
        assertRefused(NOW, NOW.minusSeconds(1), 10);
        assertRefused(NOW.minus(Duration.ofDays(401)), NOW, 10);
        assertRefused(NOW.minusSeconds(60), NOW, 0);
        assertRefused(NOW.minusSeconds(60), NOW, 2_001);
    }

    @Test
    void farthestInstantsAreRefused() {
        assertRefused(Instant.MIN, Instant.MIN.plusSeconds(60), 10);
        assertRefused(Instant.MAX.minusSeconds(60), Instant.MAX, 10);
        assertRefused(Instant.MIN, Instant.MAX, 10);
    }

    private static void assertRefused(Instant from, Instant to, int points) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> plan(from, to, points))
                .matches(problem -> problem.code() == ProblemCode.REQUEST_INVALID);
    }

    private static ChartPlan last(Duration span, int points) {
        return plan(NOW.minus(span), NOW, points);
    }

    private static ChartPlan plan(Instant from, Instant to, int points) {
        return ChartPlan.of(from, to, points, false, INTERVAL, NOW, RetentionTimes.DEFAULT);
    }
}
