package io.portreeve.cloud.logs.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SearchBudgetTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final SearchBudget budget = new SearchBudget(100, 10, Duration.ofSeconds(4), nanos::get);

    @Test
    void timeThatIsOverEndsTheSearchButNotBeforeItGotFurther() {
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(budget.isSpent()).isFalse();
        budget.read(1);
        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void textThatIsKeptEndsTheSearchBeforeTextThatIsPassedOver() {
        budget.read(99);
        budget.keep(9);
        assertThat(budget.isSpent()).isFalse();
        budget.keep(1);
        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void textThatIsReadEndsTheSearch() {
        budget.read(100);
        assertThat(budget.isSpent()).isTrue();
    }
}
