package io.portreeve.cloud.logs.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LiveLine;
import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.logs.LogStream;
import io.portreeve.cloud.platform.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TailQueueTest {
    private final TailQueue queue = new TailQueue();

    @Test
    void organizationThatTellsTooMuchLosesItsOwnAndIsToldHowMuch() throws InterruptedException {
        IntStream.range(0, TailQueue.MOST_OF_ONE + 3).forEach(any -> queue.offer(tail(1)));
        queue.offer(tail(2));
        for (int taken = 0; taken < TailQueue.MOST_OF_ONE; taken++) {
            assertThat(queue.take()).isEqualTo(tail(1));
        }
        assertThat(queue.take()).isEqualTo(tail(2));
        queue.offer(tail(1));
        assertThat(queue.take().missed()).isEqualTo(3);
        queue.offer(tail(1));
        assertThat(queue.take().missed()).isZero();
    }

    private static LiveTail tail(int organization) {
        return new LiveTail(
                new OrganizationId(new UUID(0, organization)),
                new ContainerId(new UUID(1, organization)),
                "following",
                0,
                List.of(new LiveLine(1, Instant.EPOCH, LogStream.STDOUT, "line")));
    }
}
