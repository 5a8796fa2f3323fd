package io.portreeve.cloud.gateway;

import static io.portreeve.cloud.gateway.Messages.NOW;
import static io.portreeve.cloud.gateway.Messages.ids;
import static io.portreeve.cloud.gateway.Messages.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.boundary.TailLeases;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.message.LiveLogs;
import io.portreeve.contract.message.LogLease;
import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogWatchTest {
    private static final AgentSession SESSION = session(1, Map.of());
    private static final Map<Integer, ContainerId> NUMBERS = ids(1, 2, 3);
    private static final ContainerId OF_ANOTHER_HOST = new ContainerId(new UUID(99, 99));

    private final LogWatch watch = new LogWatch(true);

    @Test
    void agentIsAskedForItsOwnContainersAloneAndWhoWatchesLearnsIt() {
        assertThat(watch.asked(SESSION, NUMBERS, Map.of(id(3), 200, OF_ANOTHER_HOST, 200), NOW))
                .containsExactly(
                        new Effect.ShareTail(SESSION, id(3), "asked", 0, List.of()),
                        new Effect.Send(new LogLease(List.of(3), 200, TailLeases.LASTS)));
        assertThat(watch.asked(SESSION, NUMBERS, Map.of(OF_ANOTHER_HOST, 200), NOW))
                .isEmpty();
    }

    @Test
    void leasesNameNoMoreLogsThanTheyMay() {
        Map<Integer, ContainerId> many =
                ids(IntStream.rangeClosed(1, Limits.LEASED_LOGS + 1).toArray());
        Map<ContainerId, Integer> wanted = many.values().stream().collect(Collectors.toMap(each -> each, each -> 0));
        assertThat(watch.asked(SESSION, many, wanted, NOW))
                .filteredOn(Effect.Send.class::isInstance)
                .hasSize(2);
    }

    @Test
    void agentThatKnowsNoSuchLeaseIsNotAskedAndWhoWatchesLearnsIt() {
        assertThat(new LogWatch(false).asked(SESSION, NUMBERS, Map.of(id(3), 200), NOW))
                .containsExactly(new Effect.ShareTail(SESSION, id(3), "agent-too-old", 0, List.of()));
    }

    @Test
    void whatNobodyWatchesIsNotTaken() {
        assertThat(watch.told(SESSION, NUMBERS, logs(1, "unasked"), NOW)).isEmpty();
        watch.asked(SESSION, NUMBERS, Map.of(id(1), 0), NOW);
        assertThat(watch.told(SESSION, NUMBERS, logs(1, "asked"), NOW)).isPresent();
        assertThat(watch.told(SESSION, NUMBERS, logs(2, "of another"), NOW)).isEmpty();
        assertThat(watch.told(SESSION, NUMBERS, logs(77, "of none"), NOW)).isEmpty();
        assertThat(watch.told(SESSION, NUMBERS, logs(1, "too late"), NOW.plus(TailLeases.LASTS)))
                .isEmpty();
    }

    @Test
    void whatIsTooMuchInASecondIsCountedAndToldLater() {
        watch.asked(SESSION, NUMBERS, Map.of(id(1), 0), NOW);
        for (int message = 0; message < LogWatch.MOST_MESSAGES; message++) {
            assertThat(watch.told(SESSION, NUMBERS, logs(1, "line"), NOW)).isPresent();
        }
        assertThat(watch.told(SESSION, NUMBERS, logs(1, "line", "line"), NOW)).isEmpty();
        assertThat(missed(logs(1, "next"), NOW.plusSeconds(1))).contains(2L);
        assertThat(missed(logs(1, "next"), NOW.plusSeconds(1))).contains(0L);
    }

    @Test
    void longLinesAreTooMuchToo() {
        watch.asked(SESSION, NUMBERS, Map.of(id(1), 0), NOW);
        String[] texts = IntStream.range(0, LogWatch.MOST_CHARACTERS / Limits.LOG_LINE_LENGTH + 1)
                .mapToObj(any -> "x".repeat(Limits.LOG_LINE_LENGTH))
                .toArray(String[]::new);
        assertThat(watch.told(SESSION, NUMBERS, logs(1, texts), NOW)).isEmpty();
        assertThat(missed(logs(1, "next"), NOW.plusSeconds(1))).contains((long) texts.length);
    }

    private Optional<Long> missed(LiveLogs logs, Instant now) {
        return watch.told(SESSION, NUMBERS, logs, now)
                .map(Effect.ShareTail.class::cast)
                .map(Effect.ShareTail::missed);
    }

    private static LiveLogs logs(int container, String... texts) {
        List<LogLine> lines = IntStream.range(0, texts.length)
                .mapToObj(place -> new LogLine(place + 1, place, false, texts[place]))
                .toList();
        return new LiveLogs(container, LiveLogs.FOLLOWING, 0, lines);
    }

    private static ContainerId id(int number) {
        return ids(number).get(number);
    }
}
