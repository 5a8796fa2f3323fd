package io.portreeve.cloud.logs.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.testing.AdjustableClock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TailRosterTest {
    private final TailRoster roster =
            new TailRoster(log -> new TailChannel(new AdjustableClock(), channel -> () -> {}));

    @Test
    void onePersonWatchesNoMoreThanMayBe() {
        for (int number = 0; number < TailRoster.MOST_OF_ONE; number++) {
            roster.add(log(1, number), watch("somebody"));
        }
        assertIsRefused(log(1, 99), watch("somebody"));
        roster.add(log(1, 99), watch("somebody else"));
    }

    @Test
    void anOrganizationWatchesNoMoreThanMayBeAndOthersDo() {
        for (int number = 0; number < TailRoster.MOST_OF_ORGANIZATION; number++) {
            roster.add(log(1, 1), watch("person " + number));
        }
        assertIsRefused(log(1, 2), watch("one more"));
        roster.add(log(2, 1), watch("another's"));
    }

    @Test
    void logThatNobodyWatchesAnyMoreIsGivenBackOnce() {
        TailWatch one = watch("one");
        TailWatch other = watch("other");
        roster.add(log(1, 1), one);
        roster.add(log(1, 1), other);
        assertThat(roster.all()).hasSize(1);
        assertThat(roster.remove(log(1, 1), one)).isEmpty();
        assertThat(roster.remove(log(1, 1), other)).isPresent();
        assertThat(roster.remove(log(1, 1), other)).isEmpty();
        assertThat(roster.all()).isEmpty();
    }

    private void assertIsRefused(TailRoster.Log log, TailWatch watch) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> roster.add(log, watch))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_WATCHING));
    }

    private static TailRoster.Log log(int organization, int container) {
        return new TailRoster.Log(
                new OrganizationId(new UUID(0, organization)),
                new HostId(new UUID(2, 1)),
                new ContainerId(new UUID(1, container)));
    }

    private static TailWatch watch(String watcher) {
        return new TailWatch(watcher, Instant.EPOCH, left -> {});
    }
}
