package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.config.LogChoice;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.log.LogWish;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs whose lines are a millisecond apart from the epoch on, and a clock that stands a second after it. */
class FollowersTest {
    private static final String ID = "a".repeat(64);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1), ZoneOffset.UTC);
    private static final LogConfig LABELLED =
            new LogConfig(LogChoice.LABELLED, true, true, 500, Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    Path directory;

    private final FakeLogs logs = new FakeLogs();
    private final LogShelf shelf = new LogShelf(1 << 20, 1 << 18);
    private final List<LogLine> lines = new ArrayList<>();
    private final List<LogGap> gaps = new ArrayList<>();
    private LogMemory memory;
    private Followers followers;

    @BeforeEach
    void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        memory = new LogMemory(directory);
        followers = new Followers(LABELLED, logs, shelf, memory, new WishMemory(directory), CLOCK);
        followers.start();
    }

    @AfterEach
    void stop() {
        followers.close();
    }

    @Test
    void whatWasWrittenBeforeItWasWishedForIsLeftOut() {
        logs.write(ID, "1", "2", "3");
        followers.roster(roster("web", ""));
        followers.wish(List.of(wish(true, 3)));
        awaitTexts("3");
        logs.write(ID, "4");
        awaitTexts("3", "4");
        assertThat(gaps).isEmpty();
    }

    @Test
    void lineIsNeitherLostNorToldTwiceWhenItIsUnwantedForAWhile() {
        followers.roster(roster("web", "true"));
        logs.write(ID, "1", "2");
        awaitTexts("1", "2");
        followers.wish(List.of(wish(false, 3)));
        await().until(() -> logs.open() == 0);
        logs.write(ID, "3", "4");
        followers.wish(List.of(wish(true, 5)));
        await().until(() -> logs.open() == 1);
        logs.write(ID, "5", "6");
        awaitTexts("1", "2", "5", "6");
        assertThat(gaps).singleElement().satisfies(gap -> {
            assertThat(gap.reason()).isEqualTo(LogGap.UNWANTED);
            assertThat(gap.from()).isEqualTo(Instant.ofEpochMilli(2));
            assertThat(gap.to()).isEqualTo(Instant.ofEpochMilli(5));
        });
    }

    @Test
    void wishFromBeforeWhatIsReadTellsNothingTwice() {
        followers.roster(roster("web", "true"));
        logs.write(ID, "1", "2");
        awaitTexts("1", "2");
        followers.wish(List.of(wish(false, 1)));
        await().until(() -> logs.open() == 0);
        followers.wish(List.of(wish(true, 1)));
        logs.write(ID, "3");
        awaitTexts("1", "2", "3");
        assertThat(lines).extracting(LogLine::number).containsExactly(1L, 2L, 3L);
        assertThat(gaps).isEmpty();
    }

    @Test
    void wishOutlivesTheProcess() {
        followers.wish(List.of(wish(false, 1)));
        await().until(() -> new WishMemory(directory)
                .of(ID, "web")
                .filter(wish -> !wish.keep())
                .isPresent());
        stop();
        start();
        logs.write(ID, "1");
        followers.roster(roster("web", "true"));
        followers.wish(List.of(wish(false, 1), new LogWish("other", true, Instant.EPOCH)));
        await().until(() ->
                new WishMemory(directory).of("b".repeat(64), "other").isPresent());
        assertThat(logs.open()).isZero();
        assertThat(shelf.bytes()).isZero();
    }

    @Test
    void labelThatForbidsGoesBeforeTheWish() {
        logs.write(ID, "1");
        followers.roster(roster("web", "false"));
        followers.wish(List.of(wish(true, 0)));
        await().until(() -> new WishMemory(directory).of(ID, "web").isPresent());
        followers.roster(
                new Roster(List.of(roster("web", "false").entries().get(0), entry(2, "b".repeat(64), "seen", "true"))));
        await().until(() -> logs.open() == 1);
        logs.write("b".repeat(64), "theirs");
        awaitTexts("theirs");
    }

    @Test
    void whatTheCloudHasOfAContainerThatIsGoneIsForgotten() {
        followers.roster(roster("web", ""));
        await().until(() -> followers.isSettled());
        memory.stored(Map.of("b".repeat(64), LogPosition.from(1, 1)));
        await().until(() -> memory.all().isEmpty());
    }

    private void awaitTexts(String... texts) {
        await().untilAsserted(() -> {
            shelf.take(id -> true, 1_000, 1 << 20).forEach(stretch -> {
                lines.addAll(stretch.lines());
                gaps.addAll(stretch.gaps());
            });
            assertThat(lines).extracting(LogLine::text).containsExactly(texts);
        });
    }

    private static LogWish wish(boolean keep, long sinceMillis) {
        return new LogWish("web", keep, Instant.ofEpochMilli(sinceMillis));
    }

    private Roster roster(String name, String label) {
        logs.label(ID, "portreeve.logs", label);
        return new Roster(List.of(entry(1, ID, name, label)));
    }

    private Roster.Entry entry(int number, String id, String name, String label) {
        logs.label(id, "portreeve.logs", label);
        Map<String, String> labels = new HashMap<>(Map.of("portreeve.logs", label));
        EngineContainer container = new EngineContainer(
                id,
                name,
                "image",
                "",
                "running",
                "",
                "",
                "",
                0,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                1,
                true,
                labels);
        return new Roster.Entry(number, container, Set.of());
    }
}
