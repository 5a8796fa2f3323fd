package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TailShelfTest {
    private static final int ROOM = 1 << 20;

    private final TailShelf shelf = new TailShelf();
    private int last;

    @Test
    void oldestGiveWayAndAreCounted() {
        for (int line = 0; line < Limits.LIVE_LOG_LINES + 7; line++) {
            put("line");
        }
        TailShelf.Part part = shelf.take(ROOM);
        assertThat(part.missed()).isEqualTo(7);
        assertThat(part.lines()).hasSize(Limits.LIVE_LOG_LINES);
        assertThat(part.lines().get(0).number()).isEqualTo(8);
        assertThat(shelf.take(ROOM).missed()).isZero();
    }

    @Test
    void longLinesGiveWayToo() {
        for (int line = 0; line < 10; line++) {
            put("x".repeat(30_000));
        }
        TailShelf.Part part = shelf.take(ROOM);
        assertThat(part.lines()).hasSizeBetween(3, 5);
        assertThat(part.missed() + part.lines().size()).isEqualTo(10);
    }

    @Test
    void linesLeftOutBeforeAreCountedWithThem() {
        shelf.put(LogItem.of(new LogGap(0, Instant.EPOCH, Instant.EPOCH, LogGap.RATE, 12), LogPosition.from(0, 0)));
        put("line");
        assertThat(shelf.take(ROOM).missed()).isEqualTo(12);
    }

    @Test
    void takenAreNoMoreAtOnceThanMayBeButOneAlways() {
        put("x".repeat(1_000));
        put("y");
        assertThat(shelf.take(10).lines()).extracting(LogLine::number).containsExactly(1L);
        assertThat(shelf.take(10).lines()).extracting(LogLine::number).containsExactly(2L);
        assertThat(shelf.take(10).lines()).isEmpty();
    }

    @Test
    void lastLinesAreThereAgainWithoutThoseThatWaitTwice() {
        put("one");
        put("two");
        shelf.take(ROOM);
        put("three");
        shelf.again(2);
        assertThat(shelf.take(ROOM).lines()).extracting(LogLine::text).containsExactly("two", "three");
        shelf.again(10);
        assertThat(shelf.take(ROOM).lines()).extracting(LogLine::text).containsExactly("one", "two", "three");
    }

    private void put(String text) {
        last++;
        shelf.put(LogItem.of(new LogLine(last, last, false, text), new LogPosition(0, last, last, 1)));
    }
}
