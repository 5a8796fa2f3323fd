package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.log.LogLine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LogShelfTest {
    private static final String ONE = "1".repeat(64);
    private static final String OTHER = "2".repeat(64);

    private final LogShelf shelf = new LogShelf(4_000, 1_000);

    @Test
    void linesComeInTheirOrderWithThePositionBehindTheLast() throws InterruptedException {
        put(ONE, 1, 10);
        put(ONE, 2, 10);
        put(OTHER, 1, 10);
        List<LogStretch> taken = shelf.take(id -> true, 100, 10_000);
        assertThat(taken).extracting(LogStretch::dockerId).containsExactly(ONE, OTHER);
        assertThat(taken.get(0).lines()).extracting(LogLine::number).containsExactly(1L, 2L);
        assertThat(taken.get(0).after().number()).isEqualTo(2);
        assertThat(shelf.take(id -> true, 100, 10_000)).isEmpty();
    }

    @Test
    void containerThatIsNotWantedYetWaits() throws InterruptedException {
        put(ONE, 1, 10);
        assertThat(shelf.take(id -> false, 100, 10_000)).isEmpty();
        assertThat(shelf.holds(ONE)).isTrue();
        shelf.discard(ONE);
        assertThat(shelf.holds(ONE)).isFalse();
    }

    @Test
    void oneContainerHasNoMoreThanItsShareAndOthersStillHaveRoom() throws InterruptedException {
        assertThat(put(ONE, 1, 900)).isTrue();
        assertThat(put(ONE, 2, 900)).isFalse();
        assertThat(put(OTHER, 1, 900)).isTrue();
    }

    @Test
    void whoWaitsForRoomGetsItOnceSomethingIsTaken() throws InterruptedException {
        put(ONE, 1, 900);
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return shelf.put(ONE, item(2, 900), Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        shelf.take(id -> true, 100, 10_000);
        assertThat(waiting.join()).isTrue();
    }

    @Test
    void eachContainerHasItsTurn() throws InterruptedException {
        put(ONE, 1, 400);
        put(ONE, 2, 400);
        put(OTHER, 1, 400);
        assertThat(shelf.take(id -> true, 1, 10_000))
                .extracting(LogStretch::dockerId)
                .containsExactly(ONE);
        assertThat(shelf.take(id -> true, 1, 10_000))
                .extracting(LogStretch::dockerId)
                .containsExactly(OTHER);
        assertThat(shelf.take(id -> true, 1, 10_000))
                .extracting(LogStretch::dockerId)
                .containsExactly(ONE);
    }

    @Test
    void stretchIsOfOneGeneration() throws InterruptedException {
        put(ONE, 1, 10);
        shelf.put(ONE, LogItem.of(new LogLine(1, 5, false, "later"), new LogPosition(9, 1, 5, 1)), Duration.ZERO);
        assertThat(shelf.take(id -> true, 100, 10_000).get(0).after().generation())
                .isEqualTo(1);
        assertThat(shelf.take(id -> true, 100, 10_000).get(0).after().generation())
                .isEqualTo(9);
    }

    @Test
    void lineThatIsLargerThanAnythingIsTakenAlone() throws InterruptedException {
        assertThat(put(ONE, 1, 9_000)).isTrue();
        assertThat(put(OTHER, 1, 1)).isFalse();
        assertThat(shelf.take(id -> true, 100, 1_000).get(0).lines()).hasSize(1);
    }

    private boolean put(String id, long number, int length) throws InterruptedException {
        return shelf.put(id, item(number, length), Duration.ZERO);
    }

    private static LogItem item(long number, int length) {
        return LogItem.of(new LogLine(number, 5, false, "x".repeat(length)), new LogPosition(1, number, 5, 1));
    }
}
