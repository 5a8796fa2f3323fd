package io.portreeve.cloud.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueryLanesTest {
    private static final OrganizationId OURS = new OrganizationId(new UUID(1, 1));
    private static final OrganizationId THEIRS = new OrganizationId(new UUID(2, 2));

    @Test
    void oneMoreThanThereIsRoomForIsRefusedAndNobodyElse() throws Exception {
        QueryLanes lanes = new QueryLanes(1, Duration.ofMillis(1));
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> lanes.within(OURS, () -> {
            under.countDown();
            return await(end);
        }));
        assertThat(under.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> lanes.within(OURS, () -> "second"))
                .matches(problem -> problem.code() == ProblemCode.TOO_MANY_PENDING);
        assertThat(lanes.within(THEIRS, () -> "theirs")).isEqualTo("theirs");
        end.countDown();
        assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo("slow");
        assertThat(lanes.within(OURS, () -> "third")).isEqualTo("third");
        assertThat(lanes.lanes()).isZero();
    }

    @Test
    void failureLeavesTheRoomFree() {
        QueryLanes lanes = new QueryLanes(1, Duration.ZERO);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> lanes.within(OURS, () -> {
                        throw new IllegalStateException("failed");
                    }));
        }
        assertThat(lanes.lanes()).isZero();
    }

    private static String await(CountDownLatch end) {
        try {
            return end.await(30, TimeUnit.SECONDS) ? "slow" : "never";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
