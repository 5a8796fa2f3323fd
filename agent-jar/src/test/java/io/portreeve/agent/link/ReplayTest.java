package io.portreeve.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.HostReading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final int SECONDS_BETWEEN = 10;
    private static final int DAY = 24 * 60 * 60;

    @TempDir
    Path place;

    @Test
    void dayOfReadingsIsSentWholeAndInOrderThoughTheAgentIsKilledInTheMiddle() {
        List<Instant> sent = new ArrayList<>();
        try (Desk desk = new Desk(place.resolve("spool"))) {
            for (int second = -DAY; second < 0; second += SECONDS_BETWEEN) {
                desk.add(second, 1, 2, 3);
                if (second == -DAY / 2) {
                    desk.kill();
                }
            }
            desk.outbox.connected(0, true);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> replay(desk, sent));
            desk.outbox.seal();
            replay(desk, sent);
            assertThat(desk.outbox.dropped()).isZero();
        }
        assertThat(sent)
                .isEqualTo(LongStream.range(0, DAY / SECONDS_BETWEEN)
                        .mapToObj(index -> Desk.MINUTE.plusSeconds(index * SECONDS_BETWEEN - DAY))
                        .toList());
    }

    /** Whether nothing is left. */
    private static boolean replay(Desk desk, List<Instant> sent) {
        List<MetricsBatch> batches = desk.send();
        for (MetricsBatch batch : batches) {
            batch.readings().stream().map(HostReading::readAt).forEach(sent::add);
            desk.outbox.acknowledge(batch.sequence());
        }
        return desk.outbox.size() == 0;
    }
}
