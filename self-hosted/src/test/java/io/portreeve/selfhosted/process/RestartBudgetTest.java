package io.portreeve.selfhosted.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final RestartBudget budget = new RestartBudget();

    @Test
    void waitDoublesUntilTheBudgetIsSpent() {
        for (int seconds : new int[] {1, 2, 4, 8, 16}) {
            assertThat(budget.next(NOON)).contains(Duration.ofSeconds(seconds));
        }
        assertThat(budget.next(NOON)).isEmpty();
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        for (int restart = 0; restart < 5; restart++) {
            budget.next(NOON);
        }

        assertThat(budget.next(NOON.plus(Duration.ofMinutes(6)))).contains(Duration.ofSeconds(1));
    }
}
