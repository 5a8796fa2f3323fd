package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.docker.EngineLine;
import io.portreeve.agent.logs.Resumption.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumptionTest {
    private static final long AT = 1_767_225_600_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final long NOW = AT + 3_600 * SECOND;

    @Test
    void whereNothingWasReadEverythingIsNew() {
        assertThat(judged(LogPosition.from(1, AT), AT - 5, AT, AT + 5))
                .containsExactly(Verdict.NEW, Verdict.NEW, Verdict.NEW);
    }

    @Test
    void newIsWhatComesAfterTheLastLine() {
        LogPosition position = reached(AT, AT + 1);
        assertThat(judged(position, AT, AT + 1, AT + 2, AT + 3))
                .containsExactly(Verdict.OLD, Verdict.OLD, Verdict.NEW, Verdict.NEW);
    }

    @Test
    void linesOfTheSameMomentAreCounted() {
        LogPosition position = reached(AT, AT);
        assertThat(judged(position, AT, AT, AT, AT + 1))
                .containsExactly(Verdict.OLD, Verdict.OLD, Verdict.NEW, Verdict.NEW);
    }

    @Test
    void lineThatIsEarlierByALittleIsNewAllTheSame() {
        LogPosition position = reached(AT, AT + 10);
        assertThat(judged(position, AT, AT + 10, AT + 9, AT + 11))
                .containsExactly(Verdict.OLD, Verdict.OLD, Verdict.NEW, Verdict.NEW);
    }

    @Test
    void lineThatWasReadBeforeAnEarlierOneIsOld() {
        LogPosition position = reached(AT + 10, AT + 9);
        assertThat(judged(position, AT + 10, AT + 9, AT + 11)).containsExactly(Verdict.OLD, Verdict.OLD, Verdict.NEW);
    }

    @Test
    void logWithoutTheLastLineIsLost() {
        LogPosition position = reached(AT);
        assertThat(judged(position, AT + 1, AT + 2 * SECOND)).containsExactly(Verdict.OLD, Verdict.LOST);
    }

    @Test
    void whatIsPassedOverIsInDoubtUntilTheLastLineIsFound() {
        Resumption resumption = new Resumption(reached(AT), NOW);
        assertThat(resumption.isInDoubt()).isFalse();
        resumption.judge(line(AT + 1));
        assertThat(resumption.isInDoubt()).isTrue();
        resumption.judge(line(AT));
        assertThat(resumption.isInDoubt()).isFalse();
    }

    @Test
    void whatAWrongClockStampedBeforeTheLastLineIsOld() {
        LogPosition position = reached(AT + DAY, AT);
        assertThat(judged(position, AT + DAY, AT, AT + 1)).containsExactly(Verdict.OLD, Verdict.OLD, Verdict.NEW);
    }

    @Test
    void whereAWrongClockStampedTheLastLineAllIsAskedForAndWhatComesAfterItIsNew() {
        LogPosition position = reached(AT, AT + DAY);
        assertThat(new Resumption(position, NOW).sinceNanos()).isZero();
        assertThat(judged(position, AT, AT + DAY, AT + 5)).containsExactly(Verdict.OLD, Verdict.OLD, Verdict.NEW);
    }

    @Test
    void lineThatAWrongClockStampedAndThatIsNotFoundLeavesDoubt() {
        Resumption resumption = new Resumption(reached(AT + DAY), NOW);
        resumption.judge(line(AT));
        assertThat(resumption.isInDoubt()).isTrue();
        assertThat(new Resumption(LogPosition.from(1, AT + DAY), NOW).sinceNanos())
                .isEqualTo(NOW);
    }

    private static LogPosition reached(long... times) {
        LogPosition position = LogPosition.from(1, 0);
        for (long time : times) {
            position = position.after(line(time));
        }
        return position;
    }

    private static List<Verdict> judged(LogPosition position, long... times) {
        Resumption resumption = new Resumption(position, NOW);
        return Arrays.stream(times)
                .mapToObj(time -> resumption.judge(line(time)))
                .toList();
    }

    private static EngineLine line(long time) {
        return new EngineLine(time, false, "x", false);
    }
}
