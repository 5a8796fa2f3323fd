package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.Database;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.Workspace;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stopped or killed starts again with everything that was committed. */
class RestartIT {
    private static final Duration RECOVERY = Duration.ofMinutes(3);
    private static final Pattern INVITATION =
            Pattern.compile(" \\(sign in as (\\S+) with the password (\\S+), shown only now\\)");
    private static final Map<String, String> NAMES =
            Map.of("postgres", "PostgreSQL", "redis", "Redis", "payara", "Payara Micro");
    private static final List<String> PARTS = List.of("postgres", "redis", "payara");

    private Path data;
    private int port;

    @BeforeAll
    static void prepare() {
        RunningPortreeve.prepare();
    }

    @BeforeEach
    void choose() {
        data = Workspace.directory("restart");
        port = Workspace.freePort();
    }

    @Test
    void secondStartHasAllDataAndShowsNoPassword() throws SQLException {
        Map.Entry<String, String> signIn;
        try (PortreeveProcess first = start()) {
            signIn = shown(first);
            commit(first, signIn);
            List<Long> parts = PARTS.stream().map(first::pid).toList();

            assertThat(first.stop()).isEqualTo(143);
            assertThat(parts).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
        }

        try (PortreeveProcess second = start()) {
            assertThat(second.invitation()).isEmpty();
            assertThat(second.output()).doesNotContain(signIn.getValue());
            Api.signedIn(second.url(), signIn.getKey(), signIn.getValue());
            assertThat(committed()).isEqualTo(1);
        }
    }

    @Test
    void partsThatAreKilledComeBack() throws SQLException {
        try (PortreeveProcess process = start()) {
            Map.Entry<String, String> signIn = shown(process);
            for (String part : PARTS) {
                commit(process, signIn);
                long killed = process.pid(part);

                PortreeveProcess.kill(killed);

                PortreeveProcess.await(
                        part + " again", RECOVERY, () -> process.output().contains(NAMES.get(part) + " runs again"));
                PortreeveProcess.await("a sign-in again", RECOVERY, () -> canSignIn(process, signIn));
                assertThat(process.pid(part)).isNotEqualTo(killed);
            }
            assertThat(committed()).isEqualTo(PARTS.size());
        }
    }

    @Test
    void startAfterTheLauncherWasKilledEndsWhatItLeft() throws SQLException {
        List<Long> orphans;
        Map.Entry<String, String> signIn;
        try (PortreeveProcess killed = start()) {
            signIn = shown(killed);
            commit(killed, signIn);
            orphans = PARTS.stream().map(killed::pid).toList();
            PortreeveProcess.kill(killed.pid());
            assertThat(orphans).allMatch(pid -> ProcessHandle.of(pid).isPresent());

            try (PortreeveProcess next = start()) {
                assertThat(next.output()).contains("left running by an earlier start");
                assertThat(PARTS.stream().map(next::pid)).doesNotContainAnyElementsOf(orphans);
                Api.signedIn(next.url(), signIn.getKey(), signIn.getValue());
                assertThat(committed()).isEqualTo(1);
            }
        }
    }

    @Test
    void startAfterEverythingWasKilledHasEveryCommittedRow() throws SQLException {
        try (PortreeveProcess killed = start()) {
            commit(killed, shown(killed));
            List<Long> parts = PARTS.stream().map(killed::pid).toList();
            ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
            parts.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            killed.awaitEnd();

            try (PortreeveProcess next = start()) {
                assertThat(next.isAlive()).isTrue();
                assertThat(committed()).isEqualTo(1);
            }
        }
    }

    @Test
    void stopInTheMiddleOfTheStartLeavesNothing() {
        try (PortreeveProcess process = PortreeveProcess.start(data, port, "--no-agent")) {
            process.waitFor("payara");
            List<Long> parts = PARTS.stream().map(process::pid).toList();

            assertThat(process.stop()).isEqualTo(143);

            assertThat(parts).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
            assertThat(process.output()).doesNotContain("portreeve:");
        }
    }

    private PortreeveProcess start() {
        PortreeveProcess process = PortreeveProcess.start(data, port, "--no-agent");
        try {
            return process.awaitReady();
        } catch (AssertionError e) {
            process.close();
            throw e;
        }
    }

    private static Map.Entry<String, String> shown(PortreeveProcess process) {
        Matcher matcher = INVITATION.matcher(process.invitation());
        assertThat(matcher.matches()).as(process.invitation()).isTrue();
        return Map.entry(matcher.group(1), matcher.group(2));
    }

    /** One row more, by way of the API: when it has answered, the row is committed. */
    private static void commit(PortreeveProcess process, Map.Entry<String, String> signIn) {
        Api.Answer answer = Api.signedIn(process.url(), signIn.getKey(), signIn.getValue())
                .post("/api/v1/enrolment-tokens", Map.of());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    private int committed() throws SQLException {
        try (Connection connection = Database.connect(data);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from portreeve.enrolment_tokens")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static boolean canSignIn(PortreeveProcess process, Map.Entry<String, String> signIn) {
        try {
            Api.signedIn(process.url(), signIn.getKey(), signIn.getValue());
            return true;
        } catch (AssertionError | UncheckedIOException e) {
            return false;
        }
    }
}
