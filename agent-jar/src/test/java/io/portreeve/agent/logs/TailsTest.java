package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.re2j.Pattern;
import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.config.LogChoice;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.logs.WatchedLog.State;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TailsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String ID = id(1);

    private final FakeLogs logs = new FakeLogs();
    private final List<WatchedLog> told = new ArrayList<>();
    private Tails tails = tails(true, 500);

    @BeforeAll
    static void havePatience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @AfterEach
    void close() {
        tails.close();
    }

    @Test
    void lastLinesAreToldAndThenWhatIsWritten() {
        logs.write(ID, "one", "two", "three");
        tails.watch(Set.of(1), 2, LONG);
        awaitTexts("two", "three");
        logs.write(ID, "four");
        awaitTexts("two", "three", "four");
        assertThat(told).allSatisfy(each -> assertThat(each.number()).isEqualTo(1));
        assertThat(state()).isEqualTo(State.FOLLOWING);
    }

    @Test
    void whoComesLaterGetsTheLastLinesAgain() {
        logs.write(ID, "one", "two");
        tails.watch(Set.of(1), 10, LONG);
        awaitTexts("one", "two");
        tails.watch(Set.of(1), 0, LONG);
        assertThat(tails.take()).isEmpty();
        tails.watch(Set.of(1), 1, LONG);
        awaitTexts("one", "two", "two");
        assertThat(logs.open()).isEqualTo(1);
    }

    @Test
    void whatIsSilentIsSaidToBeFollowedAllTheSame() {
        tails.watch(Set.of(1), 10, LONG);
        await().until(() -> !take().isEmpty());
        assertThat(told).containsExactly(new WatchedLog(1, State.FOLLOWING, 0, List.of()));
    }

    @Test
    void watchingEndsByItself() {
        tails.watch(Set.of(1), 10, LONG);
        await().until(() -> logs.open() == 1);
        tails.watch(Set.of(1), 0, Duration.ZERO);
        await().until(() -> !tails.isWatching());
        await().until(() -> logs.open() == 0);
    }

    @Test
    void ownerMayForbidItBeforeAndMeanwhile() {
        tails.watch(Set.of(1), 10, LONG);
        await().until(() -> logs.open() == 1);
        tails.allow(false);
        await().until(() -> logs.open() == 0);
        assertThat(tails.take()).containsExactly(new WatchedLog(1, State.FORBIDDEN, 0, List.of()));
        tails.watch(Set.of(1), 10, LONG);
        assertThat(tails.take()).containsExactly(new WatchedLog(1, State.FORBIDDEN, 0, List.of()));
        assertThat(tails.isWatching()).isFalse();
        tails.allow(true);
        tails.watch(Set.of(1), 10, LONG);
        await().until(() -> logs.open() == 1);
    }

    @Test
    void labelForbidsIt() {
        logs.label(ID, "portreeve.logs", "false");
        logs.write(ID, "secret");
        tails.watch(Set.of(1), 10, LONG);
        await().until(() -> state() == State.OPTED_OUT);
        assertThat(texts()).isEmpty();
        assertThat(logs.open()).isZero();
    }

    @Test
    void noMoreAreWatchedThanMayBe() {
        int one = Limits.LEASED_LOGS + 1;
        tails.roster(new Roster(IntStream.rangeClosed(1, one)
                .mapToObj(number -> entry(number, true))
                .toList()));
        tails.watch(IntStream.rangeClosed(1, one).boxed().toList(), 10, LONG);
        await().until(() -> logs.open() == Limits.LEASED_LOGS);
        await().until(() -> take().stream().anyMatch(each -> each.state() == State.TOO_MANY));
        assertThat(told)
                .filteredOn(each -> each.state() == State.TOO_MANY)
                .singleElement()
                .satisfies(each -> assertThat(each.number()).isEqualTo(one));
    }

    @Test
    void containerThatIsNotThereIsPassedOver() {
        tails.watch(Set.of(7), 10, LONG);
        assertThat(tails.isWatching()).isFalse();
    }

    @Test
    void stoppedContainerIsToldToItsEndAndOnFromThereWhenItRunsAgain() {
        tails.roster(new Roster(List.of(entry(1, false))));
        logs.write(ID, "one");
        logs.end(ID, true);
        tails.watch(Set.of(1), 10, LONG);
        await().until(() -> state() == State.ENDED);
        assertThat(texts()).containsExactly("one");

        logs.end(ID, false);
        logs.write(ID, "two");
        tails.watch(Set.of(1), 0, LONG);
        assertThat(take()).isEmpty();
        tails.roster(new Roster(List.of(entry(1, true))));
        awaitTexts("one", "two");
        await().until(() -> state() == State.FOLLOWING);
    }

    @Test
    void logThatTheEngineDoesNotGiveIsTriedAgainForAsLongAsSomebodyWatches() {
        logs.breakDown(true);
        tails.watch(Set.of(1), 10, LONG);
        await().until(() -> state() == State.UNREADABLE);
        logs.breakDown(false);
        logs.write(ID, "back");
        tails.watch(Set.of(1), 0, LONG);
        awaitTexts("back");
    }

    @Test
    void secretsAreStruckOutAndWhatIsTooMuchIsCounted() {
        tails = tails(true, 1);
        logs.write(
                ID,
                IntStream.rangeClosed(1, 30)
                        .mapToObj(number -> "password=hunter" + number)
                        .toArray(String[]::new));
        logs.end(ID, true);
        tails.watch(Set.of(1), 500, LONG);
        await().until(() -> state() == State.ENDED);
        assertThat(texts()).hasSize(10).containsOnly("password=[redacted]");
        assertThat(told.stream().mapToLong(WatchedLog::missed).sum()).isEqualTo(20);
    }

    private Tails tails(boolean allowed, int perSecond) {
        LogConfig config = new LogConfig(
                LogChoice.LABELLED,
                allowed,
                true,
                perSecond,
                Optional.of(Pattern.compile("password=(\\S+)")),
                Optional.empty(),
                Optional.empty());
        Tails made = new Tails(config, logs);
        made.roster(new Roster(List.of(entry(1, true))));
        return made;
    }

    private List<WatchedLog> take() {
        List<WatchedLog> taken = tails.take();
        told.addAll(taken);
        return taken;
    }

    private State state() {
        take();
        return told.isEmpty() ? null : told.get(told.size() - 1).state();
    }

    private List<String> texts() {
        take();
        return told.stream()
                .flatMap(each -> each.lines().stream())
                .map(LogLine::text)
                .toList();
    }

    private void awaitTexts(String... texts) {
        await().until(() -> texts().equals(List.of(texts)));
    }

    private static Roster.Entry entry(int number, boolean runs) {
        EngineContainer container = new EngineContainer(
                id(number),
                "container-" + number,
                "busybox:1",
                "sha256:1",
                runs ? "running" : "exited",
                "",
                "",
                "",
                0,
                Instant.EPOCH,
                Optional.of(runs ? Instant.EPOCH.plusSeconds(1) : Instant.EPOCH),
                Optional.empty(),
                runs ? 1000 : 0,
                true,
                Map.of());
        return new Roster.Entry(number, container, Set.of());
    }

    private static String id(int number) {
        return String.format("%064x", number);
    }
}
