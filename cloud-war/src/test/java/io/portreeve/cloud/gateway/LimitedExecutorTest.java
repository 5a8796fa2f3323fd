package io.portreeve.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedExecutorTest {
    private final Deque<Runnable> started = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final LimitedExecutor executor = new LimitedExecutor(started::add, 2);

    @Test
    void noMoreThanTheLimitIsStarted() {
        List.of("a", "b", "c", "d").forEach(name -> executor.execute(() -> done.add(name)));
        assertThat(started).hasSize(2);
    }

    @Test
    void whatWaitsIsDoneInTurn() {
        List.of("a", "b", "c", "d").forEach(name -> executor.execute(() -> done.add(name)));
        started.remove().run();
        assertThat(done).containsExactly("a", "b", "c", "d");
    }

    @Test
    void limitIsFreeAgainAfterTheWork() {
        List.of("a", "b", "c").forEach(name -> executor.execute(() -> done.add(name)));
        while (!started.isEmpty()) {
            started.remove().run();
        }
        executor.execute(() -> done.add("d"));
        executor.execute(() -> done.add("e"));
        assertThat(started).hasSize(2);
    }

    @Test
    void taskThatThrowsDoesNotUseUpTheLimit() {
        LimitedExecutor single = new LimitedExecutor(started::add, 1);
        single.execute(() -> {
            throw new IllegalStateException("broken");
        });
        single.execute(() -> done.add("next"));
        started.remove().run();
        assertThat(done).containsExactly("next");
    }
}
