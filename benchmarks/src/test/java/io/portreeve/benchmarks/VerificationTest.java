package io.portreeve.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.benchmarks.fleet.AgentRecord;
import io.portreeve.benchmarks.fleet.AgentRecord.Expected;
import io.portreeve.benchmarks.fleet.FleetPlan;
import io.portreeve.benchmarks.plane.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final Instant BASE = Instant.parse("2026-11-24T00:00:00Z");

    private final FleetPlan plan = new FleetPlan(1, 2, 1, Duration.ofSeconds(10), BASE, 1);
    private final AgentRecord record = AgentRecord.of(plan, 0, 5, 6);
    private final Map<String, List<Long>> rows = new HashMap<>();
    private long wrongPids;

    @BeforeEach
    void allIsStored() {
        record.expected().forEach(container -> rows.put(container.dockerId(), new ArrayList<>(container.readAt())));
    }

    @Test
    void everythingStoredOnceIsPerfect() throws Exception {
        assertThat(verify()).isEqualTo(new Verification(10, 0, 0, 0, 0, 0)).matches(Verification::isPerfect);
    }

    @Test
    void oneMissingIsLost() throws Exception {
        readings().remove(2);

        assertThat(verify()).isEqualTo(new Verification(10, 1, 0, 0, 0, 0));
    }

    @Test
    void oneThereTwiceIsDoubledThoughAnotherIsLost() throws Exception {
        readings().remove(2);
        readings().add(readings().get(0));

        assertThat(verify()).isEqualTo(new Verification(10, 1, 1, 0, 0, 0));
    }

    @Test
    void oneThatWasSentAndNotAcknowledgedMayBeThere() throws Exception {
        readings().add(record.unacknowledgedReadAt().get(0));

        assertThat(verify()).isEqualTo(new Verification(10, 0, 0, 0, 0, 0));
    }

    @Test
    void oneThatWasNeverTakenIsStrange() throws Exception {
        readings().add(BASE.toEpochMilli() + 1);

        assertThat(verify()).isEqualTo(new Verification(10, 0, 0, 1, 0, 0));
    }

    @Test
    void otherValuesAreNoticed() throws Exception {
        wrongPids = 1;

        assertThat(verify()).isEqualTo(new Verification(10, 0, 0, 0, 2, 0));
    }

    private Verification verify() throws Exception {
        return Verification.of(List.of(record), new Rows(), BASE);
    }

    private List<Long> readings() {
        return rows.get(record.expected().get(0).dockerId());
    }

    private final class Rows implements Stored {
        @Override
        public Map<UUID, Map<String, Sums>> sums(Instant base) {
            return Map.of(
                    record.identity().hostId(),
                    record.expected().stream().collect(Collectors.toMap(Expected::dockerId, container -> {
                        List<Long> found = rows.get(container.dockerId());
                        long readAt = found.stream()
                                .mapToLong(at -> at - base.toEpochMilli())
                                .sum();
                        return new Sums(found.size(), readAt, container.pids() + wrongPids);
                    })));
        }

        @Override
        public Map<Long, Long> counts(UUID host, String dockerId) {
            return rows.get(dockerId).stream()
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }

        @Override
        public Map<UUID, Long> machineSamples() {
            return Map.of();
        }
    }
}
