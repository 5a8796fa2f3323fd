package io.portreeve.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.platform.OrganizationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final OrganizationId ONE = new OrganizationId(new UUID(0, 1));
    private static final OrganizationId OTHER = new OrganizationId(new UUID(0, 2));

    private record Wanted(int agent, String what) {}

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<List<Wanted>> served = new ArrayList<>();
    private final List<Wanted> failed = new ArrayList<>();
    private boolean stopped;

    private final Gathering<Wanted> gathering = new Gathering<>(
            task -> {
                if (stopped) {
                    throw new RejectedExecutionException("stopped");
                }
                tasks.add(task);
            },
            wanted -> new AgentId(new UUID(1, wanted.agent())),
            (organization, some) -> served.add(some),
            failed::add);

    @Test
    void whatComesBeforeAThreadIsFreeIsServedAtOnce() {
        Wanted first = add(ONE, 1);
        Wanted second = add(ONE, 2);
        runAll();
        assertThat(served).containsExactly(List.of(first, second));
    }

    @Test
    void organizationsAreServedApart() {
        Wanted first = add(ONE, 1);
        Wanted second = add(OTHER, 2);
        runAll();
        assertThat(served).containsExactly(List.of(first), List.of(second));
    }

    @Test
    void whatOneAgentWantsTwiceIsServedOneAfterTheOther() {
        Wanted first = add(ONE, 1);
        Wanted again = add(ONE, 1);
        runAll();
        assertThat(served).containsExactly(List.of(first), List.of(again));
    }

    @Test
    void noMoreThanSoManyAreServedAtOnceAndNoneIsForgotten() {
        for (int agent = 0; agent <= Gathering.MOST; agent++) {
            add(ONE, agent);
        }
        runAll();
        assertThat(served).extracting(List::size).containsExactly(Gathering.MOST, 1);
    }

    @Test
    void whatComesLaterIsServedLater() {
        Wanted first = add(ONE, 1);
        runAll();
        Wanted second = add(ONE, 2);
        runAll();
        assertThat(served).containsExactly(List.of(first), List.of(second));
    }

    @Test
    void whatNoThreadWillServeIsToldToHaveFailed() {
        stopped = true;
        Wanted first = add(ONE, 1);
        assertThat(failed).containsExactly(first);
        stopped = false;
        Wanted second = add(ONE, 2);
        runAll();
        assertThat(served).containsExactly(List.of(second));
    }

    private Wanted add(OrganizationId organization, int agent) {
        Wanted wanted = new Wanted(agent, "a session");
        gathering.add(organization, wanted);
        return wanted;
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
