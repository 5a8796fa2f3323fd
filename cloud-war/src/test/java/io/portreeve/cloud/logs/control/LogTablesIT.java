package io.portreeve.cloud.logs.control;

import static io.portreeve.cloud.testing.FleetDatabase.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LogCursor;
import io.portreeve.cloud.logs.LogEntry;
import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogPage;
import io.portreeve.cloud.logs.LogPattern;
import io.portreeve.cloud.logs.LogStream;
import io.portreeve.cloud.logs.NewLines;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.log.ContainerLog;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.message.Inventory;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTablesIT {
    private static Instant now;
    private static FleetDatabase database;

    private final LogTables tables = new LogTables(null);
    private OrganizationId organization;
    private AuthenticatedAgent agent;
    private ContainerId web;

    @BeforeAll
    static void createDatabase() {
        database = new FleetDatabase();
        // Rows go into days, of which there are those around today.
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @BeforeEach
    void createAgent() throws SQLException {
        organization = database.organization("ours");
        agent = database.agent(organization, "alpha");
        Inventory inventory = new Inventory(1, List.of(container(1, "web", "running")));
        web = database.in(
                organization,
                connection -> FleetDatabase.declare(connection, agent, inventory, FleetDatabase.NOW)
                        .get(1));
    }

    @Test
    void newestComeFirst() throws SQLException {
        append(log(1, 1, 3));
        assertThat(texts(all())).containsExactly("line 3", "line 2", "line 1");
        assertThat(search(all()).entries().get(0).at()).isEqualTo(now.plusMillis(3));
        assertThat(search(all()).next()).isEmpty();
    }

    @Test
    void linesThatAreToldTwiceCountOnceHoweverTheyAreCut() throws SQLException {
        assertThat(append(log(1, 1, 5)))
                .singleElement()
                .satisfies(news -> assertThat(news.entries()).hasSize(5));
        assertThat(append(log(1, 1, 5))).isEmpty();
        assertThat(append(log(1, 3, 7)))
                .singleElement()
                .satisfies(news ->
                        assertThat(news.entries()).extracting(LogEntry::text).containsExactly("line 6", "line 7"));
        assertThat(texts(all())).hasSize(7);
    }

    @Test
    void newerGenerationBeginsAnewAndAnOlderOneIsPast() throws SQLException {
        append(log(5, 1, 3));
        append(log(9, 1, 2));
        append(log(5, 4, 6));
        assertThat(texts(all())).hasSize(5);
    }

    @Test
    void gapIsAnEntryThatEveryQuestionFinds() throws SQLException {
        LogGap gap = new LogGap(2, now.minusSeconds(60), now, LogGap.RATE, 12);
        append(new ContainerLog(id(1), 1, 2, List.of(line(1)), List.of(gap)));
        assertThat(search(with(LogPattern.text("nothing"), Optional.of(LogStream.STDERR)))
                        .entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.isGap()).isTrue();
                    assertThat(entry.missed()).isEqualTo(12);
                });
    }

    @Test
    void searchFindsByTextExpressionStreamAndTime() throws SQLException {
        List<LogLine> lines = new ArrayList<>();
        IntStream.rangeClosed(1, 40)
                .forEach(each -> lines.add(new LogLine(
                        each,
                        nanos(now.plusSeconds(each)),
                        each % 10 == 0,
                        "Request " + each + " took " + each * 7 + " ms")));
        append(new ContainerLog(id(1), 1, 40, lines, List.of()));
        assertThat(texts(with(LogPattern.text("request 7 "), Optional.empty())))
                .containsExactly("Request 7 took 49 ms");
        assertThat(texts(with(LogPattern.expression("took \\d0 ms"), Optional.empty())))
                .containsExactly("Request 10 took 70 ms");
        assertThat(texts(with(LogPattern.any(), Optional.of(LogStream.STDERR)))).hasSize(4);
        assertThat(texts(new LogFilter(
                        web,
                        Optional.of(now.plusSeconds(5)),
                        Optional.of(now.plusSeconds(8)),
                        LogPattern.any(),
                        Optional.empty(),
                        Optional.empty(),
                        100)))
                .containsExactly("Request 7 took 49 ms", "Request 6 took 42 ms", "Request 5 took 35 ms");
    }

    @Test
    void pagesFollowEachOtherWithoutOverlapThoughLinesCome() throws SQLException {
        for (int first = 1; first <= 91; first += 10) {
            append(log(1, first, first + 9));
        }
        List<String> seen = new ArrayList<>();
        Optional<LogCursor> next = Optional.empty();
        do {
            LogPage page = search(new LogFilter(
                    web, Optional.empty(), Optional.empty(), LogPattern.any(), Optional.empty(), next, 7));
            page.entries().forEach(entry -> seen.add(entry.text()));
            next = page.next();
            append(log(1, 101 + seen.size() * 10, 105 + seen.size() * 10));
        } while (next.isPresent());
        assertThat(seen)
                .isEqualTo(IntStream.iterate(100, each -> each > 0, each -> each - 1)
                        .mapToObj(each -> "line " + each)
                        .toList());
    }

    @Test
    void questionThatLooksThroughMuchIsAnsweredInParts() throws SQLException {
        for (int first = 1; first <= 91; first += 10) {
            append(log(1, first, first + 9));
        }
        LogFilter rare = with(LogPattern.text("line 3"), Optional.empty());
        List<String> found = new ArrayList<>();
        int questions = 0;
        Optional<LogCursor> next = Optional.empty();
        do {
            LogFilter filter = next.map(rare::before).orElse(rare);
            LogPage page =
                    database.in(organization, connection -> new LogSearch(filter, looksThrough(5_000)).run(connection));
            page.entries().forEach(entry -> found.add(entry.text()));
            next = page.next();
            questions++;
        } while (next.isPresent());
        assertThat(found).hasSize(11).contains("line 3", "line 39");
        assertThat(questions).isGreaterThan(3);
    }

    @Test
    void anotherOrganizationFindsNothing() throws SQLException {
        append(log(1, 1, 3));
        OrganizationId theirs = database.organization("theirs");
        assertThat(database.in(theirs, connection -> new LogSearch(all()).run(connection))
                        .entries())
                .isEmpty();
    }

    @Test
    void daysAreMadeAheadAndDroppedWhole() throws SQLException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LogPartitions partitions = new LogPartitions();
        LocalDate past = today.minusDays(30);
        int made = database.inSystem(connection -> partitions.make(connection, past, past.plusDays(1)));
        int again = database.inSystem(connection -> partitions.make(connection, past, past.plusDays(1)));
        int first = database.inSystem(connection -> partitions.drop(connection, past.plusDays(1)));
        int second = database.inSystem(connection -> partitions.drop(connection, today.minusDays(2)));
        assertThat(List.of(made, again, first, second)).containsExactly(2, 0, 1, 1);
    }

    @Test
    void daysThatOthersHoldAreLeftForLater() throws SQLException {
        LocalDate future = LocalDate.now(ZoneOffset.UTC).plusDays(30);
        database.asAdministrator(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("lock table portreeve.log_chunks in access exclusive mode");
            }
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> database.inSystem(other -> new LogPartitions().make(other, future, future)))
                    .returns("55P03", SQLException::getSQLState);
            return null;
        });
    }

    private List<NewLines> append(ContainerLog log) throws SQLException {
        return database.in(organization, connection -> tables.append(connection, agent, List.of(log)));
    }

    private LogPage search(LogFilter filter) throws SQLException {
        return database.in(organization, connection -> new LogSearch(filter).run(connection));
    }

    private List<String> texts(LogFilter filter) throws SQLException {
        return search(filter).entries().stream().map(LogEntry::text).toList();
    }

    private static SearchBudget looksThrough(long characters) {
        return new SearchBudget(characters, Long.MAX_VALUE, Duration.ofHours(1), System::nanoTime);
    }

    private LogFilter all() {
        return with(LogPattern.any(), Optional.empty());
    }

    private LogFilter with(LogPattern pattern, Optional<LogStream> stream) {
        return new LogFilter(web, Optional.empty(), Optional.empty(), pattern, stream, Optional.empty(), 100);
    }

    private static ContainerLog log(long generation, int first, int last) {
        return new ContainerLog(
                id(1),
                generation,
                last,
                IntStream.rangeClosed(first, last).mapToObj(LogTablesIT::line).toList(),
                List.of());
    }

    private static LogLine line(int number) {
        return new LogLine(number, nanos(now.plus(Duration.ofMillis(number))), false, "line " + number);
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    private static String id(int number) {
        return "%064x".formatted(number);
    }
}
