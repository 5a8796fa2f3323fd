package io.portreeve.cloud.gateway;

import static io.portreeve.cloud.gateway.Messages.container;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portreeve.cloud.api.ApiSeed;
import io.portreeve.cloud.testing.Parts;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LiveLogs;
import io.portreeve.contract.message.LogLease;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Logs that are watched, from the agent to whoever reads the stream, by an agent that says what a test wants. */
@ExtendWith({Parts.class, ArquillianExtension.class})
@RunAsClient
class TailIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ApiSeed SEED = new ApiSeed(Parts.database());
    private static final TokenSeed TOKENS = new TokenSeed(Parts.database());
    private static final int MOST_OF_ONE = 6;

    private final HttpClient client = HttpClient.newHttpClient();

    @ArquillianResource
    private URL url;

    private URI cloud;
    private ApiSeed.Tenant tenant;
    private String token;

    @Deployment(testable = false)
    static WebArchive war() {
        return Parts.war();
    }

    @BeforeAll
    static void havePatience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @BeforeEach
    void signIn() throws Exception {
        cloud = url.toURI();
        tenant = SEED.tenant("viewer");
        token = token(tenant);
    }

    @Test
    void viewerWatchesWhatIsWrittenAndNothingOfItIsStored() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent, "live-logs");
                TailReader reader = open(containerOf(agent), token)) {
            assertThat(link.hear()).isEqualTo(new LogLease(List.of(1), 200, Duration.ofSeconds(15)));
            reader.await(() -> reader.states().contains("waiting"));
            link.say(logs(LiveLogs.FOLLOWING, 0, "one", "two"));
            reader.await(() -> reader.texts().equals(List.of("stdout one", "stdout two")));
            link.say(new LiveLogs(1, LiveLogs.FOLLOWING, 7, List.of(new LogLine(3, 3, true, "three"))));
            reader.await(() -> reader.texts().contains("stderr three"));
            assertThat(reader.missed()).isEqualTo(7);
            assertThat(reader.states()).containsExactly("waiting", "following");
            assertThat(link.hear()).as("renewal").isEqualTo(new LogLease(List.of(1), 0, Duration.ofSeconds(15)));
            link.say(logs(LiveLogs.ENDED, 0));
            reader.await(() -> reader.states().contains("stopped"));
        }
        assertThat(SEED.texts("SELECT count(*) FROM log_chunks WHERE organization_id = ?", tenant.organization()))
                .containsExactly("0");
    }

    @Test
    void whoComesLaterGetsTheLastLinesAndWhoWasThereGetsThemOnce() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent, "live-logs");
                TailReader first = open(containerOf(agent), token)) {
            link.hear();
            link.say(logs(LiveLogs.FOLLOWING, 0, "one", "two"));
            first.await(() -> first.texts().size() == 2);
            try (TailReader second = open(containerOf(agent), token)) {
                Awaitility.await().until(() -> ((LogLease) link.hear()).tail() == 200);
                link.say(logs(LiveLogs.FOLLOWING, 0, "one", "two", "three"));
                second.await(() -> second.texts().size() == 3);
                first.await(() -> first.texts().contains("stdout three"));
                assertThat(first.texts()).hasSize(3);
            }
        }
    }

    @Test
    void noLogIsWatchedByStrangersOrWithoutProof() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent, "live-logs")) {
            UUID container = containerOf(agent);
            assertProblem(get(container, token(SEED.tenant("owner"))), 404, "not-found");
            assertProblem(get(container, ""), 401, "unauthenticated");
            assertProblem(get(UUID.randomUUID(), token), 404, "not-found");
            assertThat(page(container, "").statusCode()).isEqualTo(401);
            assertThat(page(container, session(SEED.tenant("owner"))).statusCode())
                    .isEqualTo(404);
            link.say(Messages.events(1, Instant.now(), "container.start"));
            assertThat(link.hear()).as("and no lease").isEqualTo(new Acknowledged(Stream.EVENTS, 1));
        }
    }

    @Test
    void pageWatchesWithItsSession() throws Exception {
        TestAgent agent = enrolled();
        try (TestAgent.Link link = established(agent, "live-logs");
                TailReader reader = new TailReader(client.send(
                        HttpRequest.newBuilder(pageAddress(containerOf(agent)))
                                .header("Cookie", session(tenant))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream()))) {
            assertThat(link.hear()).isInstanceOf(LogLease.class);
            link.say(logs(LiveLogs.FOLLOWING, 0, "one"));
            reader.await(() -> reader.texts().contains("stdout one"));
        }
    }

    @Test
    void agentOfAnotherOrganizationTellsNothing() throws Exception {
        TestAgent agent = enrolled();
        ApiSeed.Tenant ours = tenant;
        tenant = SEED.tenant("owner");
        TestAgent stranger = enrolled();
        tenant = ours;
        try (TestAgent.Link link = established(agent, "live-logs");
                TestAgent.Link theirs = established(stranger, "live-logs");
                TailReader reader = open(containerOf(agent), token)) {
            link.hear();
            theirs.say(logs(LiveLogs.FOLLOWING, 0, "forged"));
            theirs.say(Messages.events(1, Instant.now(), "container.start"));
            assertThat(theirs.hear()).as("and no lease").isEqualTo(new Acknowledged(Stream.EVENTS, 1));
            link.say(logs(LiveLogs.FOLLOWING, 0, "true"));
            reader.await(() -> reader.texts().contains("stdout true"));
            assertThat(reader.texts()).hasSize(1);
        }
    }

    @Test
    void streamEndsWithTheReason() throws Exception {
        TestAgent agent = enrolled();
        UUID container;
        try (TestAgent.Link link = established(agent, "live-logs")) {
            container = containerOf(agent);
            for (String state : List.of(LiveLogs.FORBIDDEN, LiveLogs.OPTED_OUT, LiveLogs.TOO_MANY)) {
                try (TailReader reader = open(container, token)) {
                    assertThat(((LogLease) link.hear()).tail()).isEqualTo(200);
                    link.say(logs(state, 0));
                    reader.awaitEnd(state);
                }
            }
        }
        try (TestAgent.Link link = agent.connect()) {
            link.say(Messages.hello());
            assertThat(link.hear()).isInstanceOf(Welcome.class);
            link.say(new Inventory(2, List.of(container(1))));
            assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.INVENTORY, 2));
            try (TailReader reader = open(container, token)) {
                reader.awaitEnd("agent-too-old");
            }
        }
        try (TailReader reader = open(tenant.container(), token)) {
            reader.awaitEnd("agent-offline");
        }
    }

    @Test
    void streamEndsWhenItsContainerIsRemovedOrItsAgentGoes() throws Exception {
        TestAgent agent = enrolled();
        TestAgent.Link link = established(agent, "live-logs");
        try (TailReader reader = open(containerOf(agent), token)) {
            link.hear();
            link.say(logs(LiveLogs.FOLLOWING, 0, "last words"));
            link.say(new Inventory(2, List.of(container(2, "b".repeat(64)))));
            reader.awaitEnd("container-gone");
            assertThat(reader.texts()).containsExactly("stdout last words");
        }
        try (TailReader reader = open(containerOf(agent), token)) {
            Awaitility.await().until(() -> link.hear() instanceof LogLease);
            link.close();
            reader.awaitEnd("agent-offline");
        }
    }

    @Test
    void onePersonWatchesSixLogsAtMost() throws Exception {
        TestAgent agent = enrolled();
        List<TailReader> readers = new ArrayList<>();
        try (TestAgent.Link link = established(agent, "live-logs")) {
            UUID container = containerOf(agent);
            for (int number = 0; number < MOST_OF_ONE; number++) {
                readers.add(open(container, token));
            }
            assertThat(link.hear()).isInstanceOf(LogLease.class);
            assertProblem(get(container, token), 429, "too-many-watching");
            readers.remove(0).close();
            Awaitility.await().until(() -> {
                HttpResponse<InputStream> answer = client.send(request(container, token), stream());
                readers.add(new TailReader(answer));
                return answer.statusCode() == 200;
            });
        } finally {
            readers.forEach(TailReader::close);
        }
    }

    @Test
    void slowReaderMissesLinesAndLearnsHowMany() throws Exception {
        TestAgent agent = enrolled();
        // The machine and the server keep megabytes on their way to a reader that stands still.
        String text = "x".repeat(2_000);
        int each = 100;
        int messages = 100;
        AtomicLong written = new AtomicLong();
        try (TestAgent.Link link = established(agent, "live-logs");
                SlowReader slow = new SlowReader(cloud, path(containerOf(agent)), token)) {
            link.hear();
            Awaitility.await().pollInterval(Duration.ofMillis(200)).until(() -> {
                link.say(lines(written.getAndAdd(each), each, text));
                return written.get() >= (long) each * messages;
            });
            // What was too much for a second is told with the first line of another.
            Awaitility.await().pollDelay(Duration.ofMillis(1_100)).until(() -> {
                link.say(lines(written.getAndIncrement(), 1, "last"));
                return true;
            });
            TailReader reader = slow.read();
            reader.await(() -> reader.missed() + reader.texts().size() == written.get());
            assertThat(reader.missed()).isPositive();
            assertThat(reader.texts()).last().isEqualTo("stdout last");
        }
    }

    private static LiveLogs lines(long after, int count, String text) {
        return new LiveLogs(
                1,
                LiveLogs.FOLLOWING,
                0,
                LongStream.rangeClosed(after + 1, after + count)
                        .mapToObj(number -> new LogLine(number, number, false, text))
                        .toList());
    }

    private TestAgent enrolled() throws Exception {
        TestAgent agent = new TestAgent(cloud);
        HttpResponse<String> response = agent.enrol(TOKENS.token(tenant.organization(), Duration.ofHours(1)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return agent;
    }

    private static TestAgent.Link established(TestAgent agent, String... capabilities) throws InterruptedException {
        TestAgent.Link link = agent.connect();
        link.say(Messages.hello(capabilities));
        assertThat(link.hear()).isInstanceOf(Welcome.class);
        link.say(new Inventory(1, List.of(container(1))));
        assertThat(link.hear()).isEqualTo(new Acknowledged(Stream.INVENTORY, 1));
        return link;
    }

    /** The one that it has now. */
    private static UUID containerOf(TestAgent agent) throws Exception {
        return UUID.fromString(
                SEED.texts("SELECT id FROM containers WHERE host_id = ? AND removed_at IS NULL", agent.hostId())
                        .get(0));
    }

    private static LiveLogs logs(String state, long missed, String... texts) {
        List<LogLine> lines = new ArrayList<>();
        for (String text : texts) {
            int number = lines.size() + 1;
            lines.add(new LogLine(number, number, false, text));
        }
        return new LiveLogs(1, state, missed, lines);
    }

    private TailReader open(UUID container, String bearer) throws Exception {
        HttpResponse<InputStream> answer = client.send(request(container, bearer), stream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new TailReader(answer);
    }

    private HttpResponse<String> get(UUID container, String bearer) throws Exception {
        return client.send(request(container, bearer), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(UUID container, String bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(cloud.resolve(path(container)));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return request.build();
    }

    private static String path(UUID container) {
        return "/api/v1/containers/" + container + "/logs/live";
    }

    private static HttpResponse.BodyHandler<InputStream> stream() {
        return HttpResponse.BodyHandlers.ofInputStream();
    }

    private URI pageAddress(UUID container) {
        return cloud.resolve("/live/tail?container=" + container);
    }

    private HttpResponse<String> page(UUID container, String cookie) throws Exception {
        return client.send(
                HttpRequest.newBuilder(pageAddress(container))
                        .header("Cookie", cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String session(ApiSeed.Tenant who) throws Exception {
        String form = "email=" + who.email() + "&password=" + ApiSeed.Tenant.PASSWORD.replace(' ', '+');
        return client
                .send(
                        HttpRequest.newBuilder(cloud.resolve("/sign-in"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .headers()
                .allValues("Set-Cookie")
                .stream()
                .filter(each -> each.startsWith("portreeve_session="))
                .map(each -> each.substring(0, each.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    private String token(ApiSeed.Tenant who) throws Exception {
        String body = JSON.writeValueAsString(Map.of("email", who.email(), "password", ApiSeed.Tenant.PASSWORD));
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(cloud.resolve("/api/v1/auth/token"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body()).get("accessToken").asText();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("code").asText()).isEqualTo(code);
    }
}
