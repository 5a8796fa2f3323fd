package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.Database;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.StoredMinute;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.TestEngine;
import io.portreeve.systemtests.fixture.Workspace;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the agent has measured arrives once, whatever is killed in between. */
class AgentLinkIT {
    private static final Duration SOON = Duration.ofMinutes(3);

    /** Between two readings, with room for a machine that has better things to do. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(19);

    @BeforeAll
    static void prepare() {
        RunningPortreeve.prepare();
    }

    @Test
    void noSampleIsLostOrDoubledByARestartOfTheCloud() throws Exception {
        Path data = Workspace.directory("link");
        try (TestContainer container = TestContainer.running("sleep 3600");
                PortreeveProcess process =
                        PortreeveProcess.start(data, Workspace.freePort(), "--docker-host", TestEngine.host())) {
            process.awaitReady();
            PortreeveProcess.await(
                    "samples", SOON, () -> samples(data, container).size() >= 3);

            PortreeveProcess.kill(process.pid("payara"));
            PortreeveProcess.kill(process.pid("postgres"));
            PortreeveProcess.await("the cloud", SOON, () -> process.output().contains("Payara Micro runs again"));
            Instant again = Instant.now();
            PortreeveProcess.await(
                    "samples since",
                    SOON,
                    () -> samples(data, container).stream().anyMatch(at -> at.isAfter(again.plusSeconds(10))));

            List<Instant> samples = samples(data, container);
            assertThat(new HashSet<>(samples)).as("none twice in %s", samples).hasSameSizeAs(samples);
            for (int index = 1; index < samples.size(); index++) {
                assertThat(Duration.between(samples.get(index - 1), samples.get(index)))
                        .as("no gap in %s", samples)
                        .isLessThan(LONGEST_GAP);
            }
        }
    }

    @Test
    void agentThatIsKilledComesBackAsTheSameHost() {
        Path data = Workspace.directory("agent");
        try (TestContainer container = TestContainer.running("sleep 3600");
                PortreeveProcess process = PortreeveProcess.start(
                        data,
                        Workspace.freePort(),
                        "--docker-host",
                        TestEngine.host(),
                        "--admin-password",
                        "correct horse battery staple")) {
            process.awaitReady();
            PortreeveProcess.await(
                    "samples", SOON, () -> !samples(data, container).isEmpty());

            PortreeveProcess.kill(process.pid("agent"));
            PortreeveProcess.await("the agent", SOON, () -> process.output().contains("Agent runs again"));
            int before = samples(data, container).size();
            PortreeveProcess.await(
                    "samples", SOON, () -> samples(data, container).size() > before);

            Api api = Api.signedIn(process.url(), "admin@localhost", "correct horse battery staple");
            assertThat(api.read("/api/v1/hosts").get("total").asInt()).isEqualTo(1);
        }
    }

    @Test
    void tokenThatWasNeverMadeIsRefused() throws Exception {
        Path data = Workspace.directory("token");
        try (PortreeveProcess process =
                PortreeveProcess.start(data, Workspace.freePort(), "--no-agent", "--admin-password", "correct horse")) {
            process.awaitReady();
            Api anonymous = Api.anonymous(process.url());
            Api admin = Api.signedIn(process.url(), "admin@localhost", "correct horse");
            String token = admin.post("/api/v1/enrolment-tokens", Map.of())
                    .body()
                    .get("token")
                    .asText();

            assertThat(enrol(anonymous, token).status()).isEqualTo(201);
            List<Api.Answer> refused = new ArrayList<>();
            for (String bad : List.of("pre_never-made", token)) {
                refused.add(enrol(anonymous, bad));
            }

            assertThat(refused).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.contentType()).startsWith("application/problem+json");
                assertThat(answer.body().get("code").asText()).isEqualTo("enrolment-token-invalid");
            });
            assertThat(admin.read("/api/v1/hosts").get("total").asInt()).isEqualTo(1);
        }
    }

    private static Api.Answer enrol(Api api, String token) throws Exception {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        return api.post(
                "/agent/enrol",
                Map.of("token", token, "publicKey", Base64.getEncoder().encodeToString(key), "hostName", "a host"));
    }

    /** When the container was measured, in order; nothing while the database cannot be asked. */
    private static List<Instant> samples(Path data, TestContainer container) {
        List<Instant> samples = new ArrayList<>();
        try (Connection connection = Database.connect(data);
                PreparedStatement select = connection.prepareStatement("""
                        select s.ts, s.body from portreeve.container_minutes s
                          join portreeve.containers c on c.id = s.container_id
                         where c.docker_id = ? order by s.ts
                        """)) {
            select.setString(1, container.id());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    samples.addAll(StoredMinute.readAt(rows.getTimestamp(1).toInstant(), rows.getBytes(2)));
                }
            }
        } catch (SQLException e) {
            return List.of();
        }
        return samples;
    }
}
