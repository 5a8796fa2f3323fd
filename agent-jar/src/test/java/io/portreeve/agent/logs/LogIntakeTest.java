package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.portreeve.agent.docker.EngineLine;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogIntakeTest {
    private static final long AT = 1_767_225_600_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final List<LogItem> items = new ArrayList<>();

    @Test
    void linesAreNumberedAndCarryThePositionBehindThem() throws InterruptedException {
        LogIntake intake = intake(100, "", "");
        intake.take(line(AT, "one"));
        intake.take(line(AT, "two"));
        assertThat(lines())
                .extracting(LogLine::number, LogLine::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, "one"), org.assertj.core.groups.Tuple.tuple(2L, "two"));
        assertThat(items.get(1).after()).isEqualTo(new LogPosition(7, 2, AT, 2));
    }

    @Test
    void linesBeyondTheRateAreCountedAndToldAsAGap() throws InterruptedException {
        LogIntake intake = intake(1, "", "");
        for (int i = 0; i < 15; i++) {
            intake.take(line(AT + i, "x"));
        }
        intake.take(line(AT + 3 * SECOND, "y"));
        assertThat(lines()).hasSize(11);
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.reason()).isEqualTo(LogGap.RATE);
            assertThat(gap.missed()).isEqualTo(5);
            assertThat(gap.number()).isEqualTo(15);
            assertThat(gap.to()).isEqualTo(Instant.ofEpochSecond(0, AT + 14));
        });
        assertThat(items.get(items.size() - 2).gap()).isPresent();
    }

    @Test
    void whatWasDroppedLastIsToldWithoutAnotherLine() throws InterruptedException {
        LogIntake intake = intake(1, "", "");
        for (int i = 0; i < 12; i++) {
            intake.take(line(AT, "x"));
        }
        assertThat(gaps()).isEmpty();
        intake.tick();
        assertThat(gaps()).extracting(LogGap::missed).containsExactly(2L);
        assertThat(items.get(items.size() - 1).after().number()).isEqualTo(12);
    }

    @Test
    void linesThatBelongTogetherAreOne() throws InterruptedException {
        LogIntake intake = intake(100, "", "^\\d{4}-");
        intake.take(line(AT, "2026-01-01 failed"));
        intake.take(line(AT + 1, "\tat one"));
        intake.take(line(AT + 2, "\tat two"));
        intake.take(line(AT + 3, "2026-01-01 next"));
        intake.finish();
        assertThat(lines())
                .extracting(LogLine::text)
                .containsExactly("2026-01-01 failed\n\tat one\n\tat two", "2026-01-01 next");
        assertThat(lines()).extracting(LogLine::number).containsExactly(3L, 4L);
        assertThat(lines().get(0).timeNanos()).isEqualTo(AT);
        assertThat(items.get(0).after()).isEqualTo(new LogPosition(7, 3, AT + 2, 1));
    }

    @Test
    void linesOfTwoStreamsAreNotJoined() throws InterruptedException {
        LogIntake intake = intake(100, "", "^START");
        intake.take(line(AT, "START"));
        intake.take(new EngineLine(AT + 1, true, "other", false));
        intake.take(line(AT + 2, "third"));
        intake.finish();
        assertThat(lines()).extracting(LogLine::text).containsExactly("START", "other", "third");
    }

    @Test
    void joinedLinesStayWithinTheirLength() throws InterruptedException {
        LogIntake intake = intake(1_000, "", "^START");
        intake.take(line(AT, "START"));
        for (int i = 0; i < 100; i++) {
            intake.take(line(AT, "x".repeat(1_000)));
        }
        intake.finish();
        assertThat(lines()).hasSizeGreaterThan(2);
        assertThat(lines())
                .allSatisfy(line -> assertThat(line.text()).hasSizeLessThanOrEqualTo(Limits.LOG_LINE_LENGTH));
    }

    @Test
    void secretsAreStruckOutAcrossJoinedLines() throws InterruptedException {
        LogIntake intake = intake(100, "BEGIN(?s:.*)END", "^START");
        intake.take(line(AT, "START BEGIN"));
        intake.take(line(AT, "secret"));
        intake.take(line(AT, "END."));
        intake.finish();
        assertThat(lines()).extracting(LogLine::text).containsExactly("START [redacted].");
    }

    @Test
    void lossIsToldWithTheNextLineInANewGeneration() throws InterruptedException {
        LogIntake intake = intake(100, "", "");
        intake.take(line(AT, "one"));
        intake.lose(7, AT + 1, LogGap.ROTATED);
        intake.tick();
        assertThat(items).hasSize(1);
        assertThat(intake.position()).isEqualTo(new LogPosition(8, 0, AT + 1, 0));
        intake.take(line(AT + 5 * SECOND, "two"));
        assertThat(gaps())
                .containsExactly(new LogGap(
                        0, Instant.ofEpochSecond(0, AT), Instant.ofEpochSecond(0, AT + 5 * SECOND), LogGap.ROTATED, 0));
        assertThat(items.get(2).line().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void afterTheClockWasSetBackLinesAreTakenAsBefore() throws InterruptedException {
        LogIntake intake = intake(1, "", "");
        for (int i = 0; i < 12; i++) {
            intake.take(line(AT + 3_600 * SECOND, "x"));
        }
        for (int i = 0; i < 12; i++) {
            intake.take(line(AT + i * SECOND, "y"));
        }
        assertThat(lines()).extracting(LogLine::text).filteredOn("y"::equals).hasSize(11);
    }

    @Test
    void whatMayBeMissingAtTheEndIsToldWithoutAnotherLine() throws InterruptedException {
        LogIntake intake = intake(100, "", "");
        intake.take(line(AT, "one"));
        intake.end(AT + 5 * SECOND, Optional.of(LogGap.REMOVED));
        assertThat(gaps())
                .containsExactly(new LogGap(
                        0, Instant.ofEpochSecond(0, AT), Instant.ofEpochSecond(0, AT + 5 * SECOND), LogGap.REMOVED, 0));
        assertThat(items.get(1).after().generation()).isGreaterThan(7);
    }

    @Test
    void endOfALogThatWasReadWholeIsNoGap() throws InterruptedException {
        LogIntake intake = intake(100, "", "");
        intake.take(line(AT, "one"));
        intake.end(AT + 5 * SECOND, Optional.empty());
        assertThat(items).hasSize(1);
    }

    private LogIntake intake(int perSecond, String secrets, String firstLine) {
        return new LogIntake(
                LogPosition.from(7, AT),
                new RateLimit(perSecond),
                new Redaction(expression(secrets)),
                expression(firstLine),
                items::add);
    }

    private static Optional<Pattern> expression(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(text));
    }

    private List<LogLine> lines() {
        return items.stream().flatMap(item -> item.line().stream()).toList();
    }

    private List<LogGap> gaps() {
        return items.stream().flatMap(item -> item.gap().stream()).toList();
    }

    private static EngineLine line(long time, String text) {
        return new EngineLine(time, false, text, false);
    }
}
