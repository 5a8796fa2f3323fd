package io.portreeve.cloud.gateway;

import static io.portreeve.cloud.gateway.Messages.container;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.testing.Parts;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.ActionAccepted;
import io.portreeve.contract.message.ActionAcknowledged;
import io.portreeve.contract.message.ActionOutcome;
import io.portreeve.contract.message.ActionRequested;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.ContainerInterfaces;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Problem;
import io.portreeve.contract.message.Refused;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.protocol.Protocol;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({Parts.class, ArquillianExtension.class})
@RunAsClient
class GatewayIT {
    private static final TokenSeed TOKENS = new TokenSeed(Parts.database());

    @ArquillianResource
    private URL url;

    private URI cloud;
    private UUID organization;

    @Deployment(testable = false)
    static WebArchive war() {
        return Parts.war();
    }

    @BeforeEach
    void createOrganization() throws SQLException, URISyntaxException {
        cloud = url.toURI();
        organization = TOKENS.organization();
    }

    @Test
    void metricsAreStoredWhenTheyAreAcknowledged() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent)) {
            Instant readAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            link.sayCompressed(metrics(1, readAt, 1));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.METRICS, 1));
            assertThat(samples(agent)).isEqualTo(1);
        }
        assertThat(count(
                        "select count(*) from audit_log where action = 'host.enrolled' and subject = ?::text",
                        agent.hostId()))
                .isEqualTo(1);
    }

    @Test
    void packedReadingsAreStoredAndLiveOnesAreNot() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent)) {
            Instant readAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            MetricsBatch single = metrics(1, readAt, 0);
            link.say(new LiveMetrics(metrics(1, readAt, 1).first()));
            link.sayCompressed(new MetricsBatch(
                    1,
                    List.of("%064x".formatted(1)),
                    List.of(
                            new HostReading(
                                    readAt.minusSeconds(10),
                                    Duration.ofSeconds(10),
                                    single.first().samples()),
                            single.first())));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.METRICS, 1));
            assertThat(samples(agent)).isEqualTo(2);
        }
    }

    @Test
    void interfacesAreKeptAsLastToldWithoutAnAnswer() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent)) {
            NetworkInterfaces network =
                    new NetworkInterfaces(List.of(new InterfaceCounters("eth0", 1, 2, 3, 4, 5, 6, 7, 8)), 0);
            link.sayCompressed(new Interfaces(Instant.now(), network, List.of(new ContainerInterfaces(1, network))));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(count(
                                    "select count(*) from network_interfaces where host_id = ? and length(body) > 40",
                                    agent.hostId()))
                            .isEqualTo(1));
            link.say(metrics(1, Instant.now().truncatedTo(ChronoUnit.MILLIS), 1));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.METRICS, 1));
        }
    }

    @Test
    void agentIsGivenToAnybodyWhoHasNotGotIt() throws Exception {
        HttpResponse<String> given = agentJar(HttpRequest.newBuilder());
        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.body()).isEqualTo(Parts.AGENT);
        String tag = given.headers().firstValue("ETag").orElseThrow();
        assertThat(tag)
                .isEqualTo('"'
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(Parts.AGENT.getBytes(UTF_8)))
                        + '"');
        HttpResponse<String> again = agentJar(HttpRequest.newBuilder().header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    private HttpResponse<String> agentJar(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        request.uri(cloud.resolve(Protocol.AGENT_JAR_PATH)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void batchThatIsSentAgainCountsOnce() throws Exception {
        TestAgent agent = enrolled();
        Instant readAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (TestAgent.Link link = established(agent)) {
            link.say(metrics(1, readAt, 1));
            link.hear();
        }
        try (TestAgent.Link link = agent.connect()) {
            link.say(Messages.hello());
            assertThat(((Welcome) link.hear()).acknowledged())
                    .containsEntry(Stream.METRICS, 1L)
                    .containsEntry(Stream.INVENTORY, 1L);
            link.say(inventory(2, running(1)));
            link.hear();
            link.say(metrics(1, readAt, 1));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.METRICS, 1));
        }
        assertThat(samples(agent)).isEqualTo(1);
    }

    @Test
    void eventsAreStoredOnceAndTheirCursorWithThem() throws Exception {
        TestAgent agent = enrolled();
        Instant at = Instant.now();
        try (TestAgent.Link link = established(agent)) {
            link.say(Messages.events(1, at, "container.start", "container.die"));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.EVENTS, 1));
            link.say(Messages.events(2, at, "container.die", "container.destroy"));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.EVENTS, 2));
        }
        assertThat(events(agent)).isEqualTo(3);
        try (TestAgent.Link link = agent.connect()) {
            link.say(Messages.hello());
            assertThat(((Welcome) link.hear()).acknowledged()).containsEntry(Stream.EVENTS, 2L);
        }
    }

    @Test
    void eventsThatBreakARuleAreRefusedWhole() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent)) {
            Instant ahead = Instant.now().plus(Limits.FUTURE_TOLERANCE).plusSeconds(60);
            link.say(Messages.events(1, ahead, "container.start"));
            assertThat(link.hear())
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo("event-in-future"));
            link.say(Messages.events(2, Instant.now(), "container.start"));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.EVENTS, 2));
        }
        assertThat(events(agent)).isEqualTo(1);
    }

    @Test
    void actionIsDeliveredAndItsOutcomeStoredOnce() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = acting(agent)) {
            UUID id = action(agent);
            ActionRequested requested = (ActionRequested) link.hear();
            assertThat(requested.request().id()).isEqualTo(id);
            assertThat(requested.request().action()).isEqualTo(new ContainerAction.Stop(Duration.ofSeconds(7)));
            assertThat(requested.request().timeLeft()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
            assertThat(state(id)).isEqualTo("delivered");

            link.say(new ActionAccepted(id, Instant.now()));
            Awaitility.await().until(() -> state(id).equals("running"));
            ActionResult result = result(id, Outcome.SUCCEEDED);
            link.say(new ActionOutcome(result));
            assertThat(link.hear()).isEqualTo(new ActionAcknowledged(id));
            assertThat(state(id)).isEqualTo("succeeded");
            link.say(new ActionOutcome(result(id, Outcome.UNKNOWN)));
            assertThat(link.hear()).isEqualTo(new ActionAcknowledged(id));
            assertThat(state(id)).isEqualTo("succeeded");
            assertThat(count("select count(*) from audit_log where subject = ?::text", id))
                    .isEqualTo(3);
        }
    }

    @Test
    void actionThatWasNotAnsweredIsSaidAgainOnTheNextConnection() throws Exception {
        TestAgent agent = enrolled();
        UUID id;
        try (TestAgent.Link link = acting(agent)) {
            id = action(agent);
            assertThat(((ActionRequested) link.hear()).request().id()).isEqualTo(id);
        }
        try (TestAgent.Link link = agent.connect()) {
            link.say(Messages.actingHello());
            assertThat(link.hear()).isInstanceOf(Welcome.class);
            assertThat(((ActionRequested) link.hear()).request().id()).isEqualTo(id);
            link.say(new ActionOutcome(result(id, Outcome.FAILED)));
            assertThat(link.hear()).isEqualTo(new ActionAcknowledged(id));
        }
        try (TestAgent.Link link = agent.connect()) {
            link.say(Messages.actingHello());
            assertThat(link.hear()).isInstanceOf(Welcome.class);
            link.say(inventory(9, running(1)));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.INVENTORY, 9));
        }
    }

    @Test
    void outcomeOfAnotherHostsActionChangesNothing() throws Exception {
        TestAgent ours = enrolled();
        TestAgent other = enrolled();
        try (TestAgent.Link link = acting(ours);
                TestAgent.Link theirs = acting(other)) {
            UUID id = action(ours);
            link.hear();
            theirs.say(new ActionAccepted(id, Instant.now()));
            theirs.say(new ActionOutcome(result(id, Outcome.SUCCEEDED)));
            assertThat(theirs.hear()).isEqualTo(new ActionAcknowledged(id));
            assertThat(state(id)).isEqualTo("delivered");
        }
    }

    private static TestAgent.Link acting(TestAgent agent) throws InterruptedException {
        TestAgent.Link link = agent.connect();
        link.say(Messages.actingHello());
        assertThat(link.hear()).isInstanceOf(Welcome.class);
        link.say(inventory(1, running(1)));
        assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.INVENTORY, 1));
        return link;
    }

    /** Asked for behind the back of whoever would ring. */
    private UUID action(TestAgent agent) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = Parts.database().adminConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into actions (organization_id, id, host_id, container_id, docker_id, container_name, kind,
                            patience_seconds, requested_by, requested_by_name, idempotency_key, state, requested_at,
                            expires_at)
                        select organization_id, ?, host_id, id, docker_id, name, 'stop', 7, id, 'x', 'x', 'requested',
                            now(), now() + interval '1 minute' from containers where host_id = ?
                        """)) {
            insert.setObject(1, id);
            insert.setObject(2, agent.hostId());
            insert.executeUpdate();
        }
        return id;
    }

    private static ActionResult result(UUID id, Outcome outcome) {
        return new ActionResult(id, outcome, "", "204\u0000", Optional.empty(), Optional.empty(), Instant.now());
    }

    private static String state(UUID action) throws SQLException {
        try (Connection connection = Parts.database().adminConnection();
                PreparedStatement select = connection.prepareStatement("select state from actions where id = ?")) {
            select.setObject(1, action);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Test
    void linkOutlivesTheConnectionsOfTheDatabase() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent)) {
            count(
                    "select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where usename like 'portreeve%'"
                            + " and datname = current_database() and ?::uuid is not null",
                    agent.agentId());
            link.say(metrics(1, Instant.now(), 1));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.METRICS, 1));
            link.say(inventory(2, running(1), running(2)));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.INVENTORY, 2));
            assertThat(samples(agent)).isEqualTo(1);
        }
    }

    @Test
    void inventoryAndStatusAreStored() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent)) {
            link.say(new AgentStatus(Optional.of("no socket"), 2));
            link.say(inventory(2, running(1), running(2)));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.INVENTORY, 2));
            assertThat(count("select count(*) from containers where host_id = ?", agent.hostId()))
                    .isEqualTo(2);
            Awaitility.await()
                    .until(() -> count(
                                    "select count(*) from hosts where id = ? and engine_problem = 'no socket'",
                                    agent.hostId())
                            == 1);
        }
    }

    @Test
    void hostIsConnectedAsLongAsItsLink() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent)) {
            assertThat(link).isNotNull();
            assertThat(connections(agent)).isEqualTo(1);
        }
        Awaitility.await().until(() -> connections(agent) == 0);
    }

    @Test
    void newerSessionSupersedesTheOlder() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link older = established(agent);
                TestAgent.Link newer = agent.connect()) {
            newer.say(Messages.hello());
            assertThat(((Welcome) newer.hear()).epoch()).isEqualTo(2);
            assertThat(older.closeCode()).isEqualTo(CloseCode.SUPERSEDED);
            assertThat(connections(agent)).isEqualTo(1);
        }
    }

    @Test
    void containerThatWasNotDeclaredIsRefused() throws Exception {
        try (TestAgent.Link link = established(enrolled())) {
            link.say(metrics(1, Instant.now(), 1, 99));
            assertThat(((Refused) link.hear()).code()).isEqualTo("unknown-container");
        }
    }

    @Test
    void samplesOfAnotherTimeAreRefused() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent)) {
            link.say(metrics(1, Instant.now().plus(Limits.FUTURE_TOLERANCE).plusSeconds(60), 1));
            assertThat(((Refused) link.hear()).code()).isEqualTo("sample-in-future");
            link.say(metrics(2, Instant.now().minus(Limits.PAST_TOLERANCE).minusSeconds(60), 1));
            assertThat(((Refused) link.hear()).code()).isEqualTo("sample-too-old");
            assertThat(samples(agent)).isZero();
        }
    }

    @Test
    void agentThatDoesNotReadIsGivenUp() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent)) {
            link.stopReading();
            String unknown = "{\"type\":\"" + "X".repeat(900) + "\"}";
            // Apart, since sending waits for ever once nobody takes what is sent.
            Thread talking = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    link.trySayText(unknown);
                }
            });
            talking.setDaemon(true);
            talking.start();
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> connections(agent) == 0);
            talking.interrupt();
        }
    }

    @Test
    void garbageIsClosedAsMalformed() throws Exception {
        try (TestAgent.Link link = established(enrolled())) {
            link.sayText("{\"type\":");
            assertThat(link.closeCode()).isEqualTo(CloseCode.MALFORMED);
        }
    }

    @Test
    void oversizedFrameIsClosedAsTooLarge() throws Exception {
        try (TestAgent.Link link = established(enrolled())) {
            link.sayText(" ".repeat(Limits.FRAME_BYTES + 1));
            assertThat(link.closeCode()).isEqualTo(CloseCode.TOO_LARGE);
        }
    }

    @Test
    void messageBeforeHelloIsOutOfOrder() throws Exception {
        try (TestAgent.Link link = enrolled().connect()) {
            link.say(inventory(1, running(1)));
            assertThat(link.closeCode()).isEqualTo(CloseCode.OUT_OF_ORDER);
        }
    }

    @Test
    void unknownMessageIsAnsweredAndTheLinkStays() throws Exception {
        try (TestAgent.Link link = established(enrolled())) {
            link.sayText("{\"type\":\"DANCE\"}");
            assertThat(((Problem) link.hear()).code()).isEqualTo("unknown-message");
            link.say(metrics(1, Instant.now(), 1));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.METRICS, 1));
        }
    }

    @Test
    void unknownVersionIsClosed() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = agent.connect(agent.token(), "portreeve.agent.v99")) {
            assertThat(link.closeCode()).isEqualTo(CloseCode.UNSUPPORTED_VERSION);
        }
    }

    @Test
    void handshakeWithoutAValidTokenIsRefused() throws Exception {
        TestAgent agent = enrolled();
        assertThat(agent.refusal("nonsense")).isEqualTo(401);
        String token = agent.token();
        agent.connect(token, "portreeve.agent.v1").close();
        assertThat(agent.refusal(token)).isEqualTo(401);
    }

    @Test
    void revokedAgentIsRefused() throws Exception {
        TestAgent agent = enrolled();
        try (Connection connection = Parts.database().adminConnection();
                PreparedStatement revoke =
                        connection.prepareStatement("update agents set revoked_at = now() where id = ?")) {
            revoke.setObject(1, agent.agentId());
            revoke.executeUpdate();
        }
        assertThat(agent.refusal(agent.token())).isEqualTo(401);
    }

    @Test
    void wrongUsedUpAndExpiredEnrolmentTokensGetTheSameAnswer() throws Exception {
        String usedUp = TOKENS.token(organization, Duration.ofHours(1));
        new TestAgent(cloud).enrol(usedUp);
        String expired = TOKENS.token(organization, Duration.ofSeconds(-1));
        for (String token : List.of("no-token-of-ours", usedUp, expired)) {
            HttpResponse<String> refused = new TestAgent(cloud).enrol(token);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(refused.body()).contains("\"enrolment-token-invalid\"").doesNotContain(token);
        }
    }

    @Test
    void enrolmentBodyIsBoundedAndChecked() throws Exception {
        TestAgent agent = new TestAgent(cloud);
        assertThat(agent.enrolWith("{").statusCode()).isEqualTo(400);
        assertThat(agent.enrolWith("{}").statusCode()).isEqualTo(400);
        assertThat(agent.enrolWith("null").statusCode()).isEqualTo(400);
        assertThat(agent.enrolWith("\"" + "x".repeat(9_000) + "\"").statusCode())
                .isEqualTo(413);
    }

    @Test
    void agentOfAnotherOrganizationReachesNothingOfOurs() throws Exception {
        TestAgent ours = enrolled();
        try (TestAgent.Link link = established(ours)) {
            assertThat(link).isNotNull();
        }
        TestAgent theirs = new TestAgent(cloud);
        theirs.enrol(TOKENS.token(TOKENS.organization(), Duration.ofHours(1)));
        try (TestAgent.Link link = established(theirs)) {
            link.say(metrics(1, Instant.now(), 1));
            link.hear();
        }
        assertThat(samples(ours)).isZero();
        assertThat(samples(theirs)).isEqualTo(1);
        assertThat(count("select count(*) from containers where host_id = ?", ours.hostId()))
                .isEqualTo(1);
    }

    private TestAgent enrolled() throws SQLException, IOException, InterruptedException {
        TestAgent agent = new TestAgent(cloud);
        HttpResponse<String> response = agent.enrol(TOKENS.token(organization, Duration.ofHours(1)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return agent;
    }

    private static TestAgent.Link established(TestAgent agent) throws InterruptedException {
        TestAgent.Link link = agent.connect();
        link.say(Messages.hello());
        assertThat(link.hear()).isInstanceOf(Welcome.class);
        link.say(inventory(1, running(1)));
        assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.INVENTORY, 1));
        return link;
    }

    private static Inventory inventory(long sequence, ContainerFacts... containers) {
        return new Inventory(sequence, List.of(containers));
    }

    private static ContainerFacts running(int number) {
        return container(number);
    }

    private static MetricsBatch metrics(long sequence, Instant readAt, int... numbers) {
        List<ContainerSample> samples = java.util.Arrays.stream(numbers)
                .mapToObj(number -> new ContainerSample(number, 0.5, 0, 1, 2, 3, 4, 5, 6, 7))
                .toList();
        return new MetricsBatch(sequence, readAt.truncatedTo(ChronoUnit.MILLIS), Duration.ofSeconds(10), samples);
    }

    private static long connections(TestAgent agent) throws SQLException {
        return count("select count(*) from agents where id = ? and connected_at is not null", agent.agentId());
    }

    private static long events(TestAgent agent) throws SQLException {
        return count("select count(*) from events where host_id = ?", agent.hostId());
    }

    private static long samples(TestAgent agent) throws SQLException {
        return count(
                "select coalesce(sum(get_byte(s.body, 0)), 0) from container_minutes s join containers c on c.id = s.container_id "
                        + "where c.host_id = ?",
                agent.hostId());
    }

    private static long count(String sql, UUID id) throws SQLException {
        try (Connection connection = Parts.database().adminConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
