package io.portreeve.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {
    @Test
    void groupsHaveWhatTheirThreadsUsedSince() {
        ThreadTimes before = new ThreadTimes(Map.of(1L, used("link", 2), 2L, used("collect", 1)));
        ThreadTimes now = new ThreadTimes(
                Map.of(1L, used("link", 5), 2L, used("collect", 1.5), 3L, used("link-2", 4), 4L, used("new", 8)));
        assertThat(now.since(before, name -> name.startsWith("link") ? "link" : "others"))
                .containsExactly(entry("link", 7.0), entry("others", 8.5));
    }

    @Test
    void threadsOfAProcessAreToldWithTheirNames() throws IOException {
        ThreadTimes times = ThreadTimes.of(ProcessHandle.current().pid());
        assertThat(times.threads().values()).anySatisfy(thread -> {
            assertThat(thread.name()).isNotEmpty();
            assertThat(thread.seconds()).isPositive();
        });
    }

    private static ThreadTimes.Used used(String name, double seconds) {
        return new ThreadTimes.Used(name, seconds);
    }
}
