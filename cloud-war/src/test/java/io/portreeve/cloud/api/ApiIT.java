package io.portreeve.cloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portreeve.cloud.testing.OfferedRelease;
import io.portreeve.cloud.testing.Parts;
import io.portreeve.migrations.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith({Parts.class, ArquillianExtension.class})
@RunAsClient
class ApiIT {
    private static final String ROLLOUTS = "api/v1/agent-rollouts";
    private static final JsonMapper JSON = new JsonMapper();
    private static final ApiSeed SEED = new ApiSeed(Parts.database());

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @ArquillianResource
    private URL url;

    private URI cloud;

    @Deployment(testable = false)
    static WebArchive war() {
        return Parts.war();
    }

    @BeforeEach
    void address() throws URISyntaxException {
        cloud = url.toURI();
    }

    @Test
    void ownHostsContainersAndMetricsAreServed() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("viewer");
        SEED.tenant("owner");
        String token = token(ours);

        JsonNode hosts = json(get("api/v1/hosts", token));
        assertThat(hosts.get("total").asInt()).isEqualTo(1);
        assertThat(hosts.at("/items/0/id").asText()).isEqualTo(ours.host().toString());
        assertThat(hosts.at("/items/0/presence").asText()).isEqualTo("never_connected");

        JsonNode containers = json(get("api/v1/containers?q=BOX&host=" + ours.host(), token));
        assertThat(containers.get("total").asInt()).isEqualTo(1);
        assertThat(containers.at("/items/0/id").asText())
                .isEqualTo(ours.container().toString());
        assertThat(containers.at("/items/0/state").asText()).isEqualTo("unknown");

        JsonNode metrics = json(get("api/v1/containers/" + ours.container() + "/metrics", token));
        assertThat(metrics.get("level").asText()).isEqualTo("raw");
        assertThat(metrics.at("/series/cpuCores/avg/0").asDouble()).isEqualTo(0.5);
        assertThat(metrics.at("/series/pids/avg/0").isNull()).isTrue();
        assertThat(metrics.get("at")).hasSize(1);

        JsonNode spread = json(get("api/v1/containers/" + ours.container() + "/metrics?percentiles=p50,p99", token));
        assertThat(spread.at("/percentiles/cpuCores/p99/0").asDouble()).isBetween(0.495, 0.505);

        JsonNode machine = json(get("api/v1/hosts/" + ours.host() + "/machine/metrics?points=10", token));
        assertThat(machine.get("level").asText()).isEqualTo("5m");
        assertThat(machine.at("/series/memoryUsedBytes/avg").size())
                .isEqualTo(machine.get("at").size());

        JsonNode together = json(get("api/v1/hosts/" + ours.host() + "/metrics", token));
        assertThat(together.get("hostId").asText()).isEqualTo(ours.host().toString());
        assertThat(together.at("/series/cpuCores/avg/0").asDouble()).isEqualTo(0.5);
    }

    @Test
    void agentsFiguresAreServedOnceItTold() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("viewer");
        String token = token(ours);
        assertThat(json(get("api/v1/hosts/" + ours.host(), token)).has("agent")).isFalse();
        SEED.execute(
                "INSERT INTO agents (organization_id, id, host_id, public_key, enrolled_at, figures_at,"
                        + " cpu_millis_per_minute, spool_bytes, spool_age_millis, reconnects, errors, dropped_batches)"
                        + " VALUES (?, ?, ?, '', now(), now(), 110, 4096, 95000, 3, 17, 2)",
                ours.organization(),
                ours.host(),
                ours.host());
        JsonNode agent = json(get("api/v1/hosts/" + ours.host(), token)).get("agent");
        assertThat(agent.get("cpuSecondsPerMinute").asDouble()).isEqualTo(0.11);
        assertThat(agent.has("residentBytes")).isFalse();
        assertThat(agent.get("spoolBytes").asLong()).isEqualTo(4096);
        assertThat(agent.get("spoolAgeSeconds").asLong()).isEqualTo(95);
        assertThat(agent.has("spoolProblem")).isFalse();
        assertThat(agent.get("reconnects").asLong()).isEqualTo(3);
        assertThat(agent.get("warnings").asLong()).isEqualTo(17);
        assertThat(agent.get("dropped").asLong()).isEqualTo(2);
        assertThat(json(get("api/v1/hosts", token)).at("/items/0/agent")).isEqualTo(agent);
    }

    @Test
    void interfacesOfWhatNeverToldAreNone() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("viewer");
        String token = token(ours);
        for (String path : List.of("hosts/" + ours.host(), "containers/" + ours.container())) {
            JsonNode none = json(get("api/v1/" + path + "/interfaces", token));
            assertThat(none.get("interfaces")).isEmpty();
            assertThat(none.get("further").asInt()).isZero();
            assertThat(none.has("at")).isFalse();
        }
    }

    @Test
    void interfacesAreServedAndShown() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("viewer");
        String network = "decode('01020465746830' || repeat('90a10f', ?) || repeat('00', 7), 'hex')";
        String body = "decode('01', 'hex') || " + network + " || uuid_send(?::uuid) || " + network;
        SEED.execute(
                "INSERT INTO network_interfaces (organization_id, host_id, told_at, read_millis, body) VALUES (?, ?, now(),"
                        + " 1, " + body + ")",
                ours.organization(),
                ours.host(),
                1,
                ours.container(),
                1);
        String token = token(ours);
        String session = sessionCookie(form(ours)).replaceFirst(";.*", "");
        for (String path : List.of("hosts/" + ours.host(), "containers/" + ours.container())) {
            JsonNode view = json(get("api/v1/" + path + "/interfaces", token));
            assertThat(view.at("/interfaces/0/name").asText()).isEqualTo("eth0");
            assertThat(view.at("/interfaces/0/total/receivedBytes").asLong()).isEqualTo(125_000);
            assertThat(view.at("/interfaces/0").has("perSecond")).isFalse();
            assertThat(view.get("further").asInt()).isEqualTo(1);
            assertThat(withCookie(path, session).body()).contains("Network interfaces", "eth0", "122 KiB in all");
        }
    }

    @Test
    void whoUsesMostIsServed() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("viewer");
        SEED.tenant("owner");
        JsonNode top = json(get("api/v1/metrics/top?metric=cpu&n=5", token(ours)));
        assertThat(top.get("unit").asText()).isEqualTo("cores");
        assertThat(top.get("items")).hasSize(1);
        JsonNode first = top.at("/items/0");
        assertThat(first.get("containerId").asText()).isEqualTo(ours.container().toString());
        assertThat(first.get("hostName").asText()).isEqualTo("host");
        assertThat(first.get("mean").asDouble()).isEqualTo(0.5);
    }

    @Test
    void servicesAreServedAcrossTheirContainers() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("viewer");
        ApiSeed.Tenant theirs = SEED.tenant("viewer");
        for (ApiSeed.Tenant tenant : List.of(ours, theirs)) {
            SEED.execute(
                    "UPDATE containers SET compose_project = 'shop', compose_service = 'web',"
                            + " created_at = now() - interval '2 minutes' WHERE id = ?",
                    tenant.container());
        }
        UUID before = UUID.randomUUID();
        SEED.execute(
                "INSERT INTO containers (organization_id, id, host_id, docker_id, name, image, image_id, state,"
                        + " compose_project, compose_service, created_at, first_seen_at, last_seen_at, removed_at)"
                        + " VALUES (?, ?, ?, repeat('b', 64), '0123456789ab_box', 'busybox', 'w', 'removed', 'shop',"
                        + " 'web', now() - interval '2 days', now(), now(), now() - interval '2 minutes')",
                ours.organization(),
                before,
                ours.host());
        String token = token(ours);
        JsonNode service = json(get("api/v1/services/shop/web/metrics?host=" + ours.host(), token));
        assertThat(service.at("/series/cpuCores/avg/0").asDouble()).isEqualTo(0.5);
        assertThat(service.get("at")).hasSize(1);
        assertThat(service.at("/recreations/0/containerId").asText())
                .isEqualTo(ours.container().toString());
        assertThat(service.at("/recreations/0/imageChanged").asBoolean()).isTrue();
        String own = "api/v1/containers/" + ours.container() + "/metrics";
        assertThat(json(get(own + "?recreations=true", token)).get("recreations"))
                .hasSize(1);
        assertThat(json(get(own, token)).get("recreations")).isEmpty();
        assertProblem(get("api/v1/services/shop/web/metrics?host=" + theirs.host(), token), 404, "not-found");
        assertProblem(get("api/v1/services/shop/other/metrics", token), 404, "not-found");
    }

    @Test
    void apiTokenReadsUntilItIsRevokedAndDoesNothingElse() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("admin");
        String token = token(ours);
        HttpResponse<String> made = post("api/v1/api-tokens", "{\"name\":\"Prometheus\"}", token);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Cache-Control")).contains("no-store");
        String secret = json(made).get("token").asText();
        String id = json(made).get("id").asText();

        assertThat(json(get("api/v1/hosts", secret)).at("/items/0/id").asText())
                .isEqualTo(ours.host().toString());
        HttpResponse<String> exposition = get("api/v1/metrics/prometheus", secret);
        assertThat(exposition.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("text/plain;").contains("version=0.0.4"));
        assertThat(exposition.body())
                .contains(
                        "# TYPE portreeve_host_up gauge\n", "portreeve_host_up{host=\"host\",host_id=\"" + ours.host());
        assertProblem(get("api/v1/api-tokens", secret), 403, "forbidden");
        assertProblem(post("api/v1/api-tokens", "{\"name\":\"more\"}", secret), 403, "forbidden");
        assertProblem(
                act("api/v1/containers/" + ours.container() + "/actions", "{\"kind\":\"stop\"}", "key", secret),
                403,
                "forbidden");

        HttpResponse<String> listed = get("api/v1/api-tokens", token);
        assertThat(json(listed).at("/items/0/id").asText()).isEqualTo(id);
        assertThat(json(listed).at("/items/0/lastUsedAt").isNull()).isFalse();
        assertThat(listed.body()).doesNotContain(secret);

        assertProblem(delete("api/v1/api-tokens/" + id, token(SEED.tenant("admin"))), 404, "not-found");
        assertThat(delete("api/v1/api-tokens/" + id, token).statusCode()).isEqualTo(204);
        assertProblem(get("api/v1/hosts", secret), 401, "unauthenticated");
        assertProblem(delete("api/v1/api-tokens/" + id, token), 404, "not-found");
        assertThat(SEED.texts("SELECT action FROM audit_log WHERE subject = ? ORDER BY at", id))
                .containsExactly("api-token.created", "api-token.revoked");
    }

    @Test
    void apiTokenEndsWithItsMembershipAndThereAreFiftyAtMost() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("admin");
        String token = token(ours);
        String secret = "";
        for (int number = 0; number < 50; number++) {
            secret = json(post("api/v1/api-tokens", "{\"name\":\"" + number + "\"}", token))
                    .get("token")
                    .asText();
        }
        assertProblem(post("api/v1/api-tokens", "{\"name\":\"more\"}", token), 409, "conflict");
        assertProblem(post("api/v1/api-tokens", "{\"name\":\" \"}", token), 400, "request-invalid");
        assertProblem(post("api/v1/api-tokens", "{}", token), 400, "request-invalid");
        assertProblem(post("api/v1/api-tokens", "{\"name\":\"x\"}", token(SEED.tenant("member"))), 403, "forbidden");
        SEED.execute("DELETE FROM memberships WHERE user_id = ?", ours.user());
        assertProblem(get("api/v1/hosts", secret), 401, "unauthenticated");
        assertProblem(get("api/v1/hosts", "ptr_" + "A".repeat(43)), 401, "unauthenticated");
    }

    @Test
    void retentionIsChangedByAdministratorsWithinBounds() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("admin");
        String token = token(ours);
        assertThat(json(get("api/v1/retention", token)).get("samples").asInt()).isEqualTo(48);
        String wanted = "{\"samples\":72,\"oneMinute\":200,\"fiveMinutes\":720,\"oneHour\":4320,\"oneDay\":26280}";
        assertThat(put("api/v1/retention", wanted, token).statusCode()).isEqualTo(200);
        assertThat(json(get("api/v1/retention", token)).get("oneMinute").asInt())
                .isEqualTo(200);
        ApiSeed.Tenant theirs = SEED.tenant("member");
        assertThat(json(get("api/v1/retention", token(theirs))).get("samples").asInt())
                .isEqualTo(48);
        assertProblem(put("api/v1/retention", wanted, token(theirs)), 403, "forbidden");
        assertProblem(put("api/v1/retention", "{\"samples\":72}", token), 400, "request-invalid");
        assertProblem(put("api/v1/retention", wanted.replace("72,", "1,"), token), 400, "request-invalid");
        assertThat(SEED.texts("SELECT action FROM audit_log WHERE organization_id = ?", ours.organization()))
                .contains("retention.changed");
    }

    @Test
    void eventsAreServedNewestFirstPageByPage() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("viewer");
        SEED.event(ours, "container.start", 3, 1);
        SEED.event(ours, "container.die", 2, 2);
        SEED.event(ours, "image.pull", 1, 3);
        SEED.event(SEED.tenant("owner"), "container.oom", 1, 4);
        String token = token(ours);

        JsonNode first = json(get("api/v1/events?limit=2", token));
        assertThat(first.findValuesAsText("kind")).containsExactly("image.pull", "container.die");
        JsonNode died = first.at("/items/1");
        assertThat(died.get("exitCode").asInt()).isEqualTo(3);
        assertThat(died.get("hostId").asText()).isEqualTo(ours.host().toString());
        assertThat(died.get("containerId").asText()).isEqualTo(ours.container().toString());
        assertThat(died.at("/attributes/signal").asText()).isEqualTo("9");

        JsonNode second =
                json(get("api/v1/events?limit=2&cursor=" + first.get("next").asText(), token));
        assertThat(second.findValuesAsText("kind")).containsExactly("container.start");
        assertThat(second.has("next")).isFalse();

        assertThat(json(get("api/v1/containers/" + ours.container() + "/events?kind=container.die,gap", token))
                        .findValuesAsText("kind"))
                .containsExactly("container.die");
        assertThat(json(get("api/v1/events?kind=container.start&kind=image.pull&q=BOX&host=" + ours.host(), token))
                        .findValuesAsText("kind"))
                .containsExactly("image.pull", "container.start");
    }

    @Test
    void whatBelongsToAnotherOrganizationDoesNotExist() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        ApiSeed.Tenant theirs = SEED.tenant("owner");
        String token = token(ours);
        UUID nobodys = UUID.randomUUID();
        for (String path : List.of(
                "api/v1/hosts/%s",
                "api/v1/hosts/%s/metrics",
                "api/v1/hosts/%s/machine/metrics",
                "api/v1/hosts/%s/interfaces",
                "api/v1/containers/%s",
                "api/v1/containers/%s/metrics",
                "api/v1/containers/%s/interfaces",
                "api/v1/containers/%s/logs",
                "api/v1/containers/%s/logs/choice",
                "api/v1/containers/%s/events",
                "api/v1/containers/%s/actions",
                "api/v1/actions/%s",
                "api/v1/events?host=%s",
                "api/v1/events?container=%s")) {
            HttpResponse<String> foreign = get(String.format(path, theirs.container()), token);
            HttpResponse<String> unknown = get(String.format(path, nobodys), token);
            assertProblem(foreign, 404, "not-found");
            assertThat(foreign.body()).isEqualTo(unknown.body());
        }
        assertThat(json(get("api/v1/containers?host=" + theirs.host(), token))
                        .get("total")
                        .asInt())
                .isZero();
    }

    @Test
    void unknownPersonAndWrongPasswordGetTheSameAnswer() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        HttpResponse<String> wrong = signIn(ours.email(), "wrong");
        HttpResponse<String> unknown = signIn(UUID.randomUUID() + "@example.org", "wrong");
        assertProblem(wrong, 401, "credentials-invalid");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        SEED.execute("UPDATE users SET email = upper(email) WHERE id = ?", ours.user());
        assertThat(signIn(ours.email(), ApiSeed.Tenant.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void tooManyWrongPasswordsHaveToWaitAndNobodyElse() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        ApiSeed.Tenant theirs = SEED.tenant("owner");
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(signIn(ours.email(), "wrong").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> refused = signIn(ours.email(), ApiSeed.Tenant.PASSWORD);
        assertProblem(refused, 429, "too-many-attempts");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 301);
        assertThat(signIn(theirs.email(), ApiSeed.Tenant.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void organizationOfSomebodyElseIsNotSignedInto() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        ApiSeed.Tenant theirs = SEED.tenant("owner");
        HttpResponse<String> refused = post(
                "api/v1/auth/token",
                JSON.writeValueAsString(Map.of(
                        "email", ours.email(),
                        "password", ApiSeed.Tenant.PASSWORD,
                        "organizationId", theirs.organization().toString())),
                null);
        assertProblem(refused, 401, "credentials-invalid");
    }

    @Test
    void endedMembershipEndsItsTokensAtOnce() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        String token = token(ours);
        assertThat(get("api/v1/hosts", token).statusCode()).isEqualTo(200);
        SEED.execute("DELETE FROM memberships WHERE user_id = ?", ours.user());
        assertProblem(get("api/v1/hosts", token), 401, "unauthenticated");
    }

    @Test
    void forgedTokensAreRefused() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        String[] parts = token(ours).split("\\.", -1);
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String changed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("owner", "admin").getBytes(StandardCharsets.UTF_8));
        for (String forged : List.of(
                "x",
                "..",
                none + "." + parts[1] + ".",
                parts[0] + "." + changed + "." + parts[2],
                parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA",
                "a".repeat(5_000))) {
            HttpResponse<String> refused = get("api/v1/hosts", forged);
            assertProblem(refused, 401, "unauthenticated");
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        }
    }

    @Test
    void sessionOfABrowserIsNoProofForTheApi() throws Exception {
        String cookie = sessionCookie(form(SEED.tenant("owner")));
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
        String session = cookie.substring(0, cookie.indexOf(';'));

        assertThat(withCookie("hosts", session).statusCode()).isEqualTo(200);
        assertProblem(withCookie("api/v1/hosts", session), 401, "unauthenticated");
        assertThat(withCookie("hosts", "portreeve_session=" + "A".repeat(43))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).contains("/login?expired=1&from=%2Fhosts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hosts", "hosts/x", "containers", "hosts/add", "overview.xhtml", "nothing"})
    void pageWithoutASessionLeadsToTheSignIn(String page) throws Exception {
        HttpResponse<String> answer = get(page, null);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).contains("/login"));
    }

    @Test
    void logWithoutLinesIsAnEmptyPageWhateverIsAskedOfIt() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("viewer");
        String path = "api/v1/containers/" + ours.container() + "/logs";
        for (String query : List.of(
                "",
                "?q=x&stream=stderr&limit=1000",
                "?regex=true&q=%5Ea.*b%24&cursor=a-b-c",
                "?from=-999999999-01-01T00:00:00Z&to=%2B999999999-01-01T00:00:00Z")) {
            JsonNode page = json(get(path + query, token(ours)));
            assertThat(page.get("items")).isEmpty();
            assertThat(page.hasNonNull("next")).isFalse();
        }
    }

    @Test
    void keptLogsAreChosenByAdministratorsByTheContainersName() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("admin");
        SEED.agent(ours, "log-wishes");
        String token = token(ours);
        String path = "api/v1/containers/" + ours.container() + "/logs/choice";
        assertThat(get(path, token).body()).isEqualTo("{\"choice\":\"default\",\"answer\":\"forbidden\"}");
        assertThat(json(put(path, "{\"choice\":\"default\"}", token)).has("since"))
                .isFalse();
        SEED.execute(
                "UPDATE containers SET allowed_kinds = '{keep-log,stop}' WHERE organization_id = ?",
                ours.organization());
        JsonNode kept = json(put(path, "{\"choice\":\"keep\"}", token));
        assertThat(kept.get("choice").asText()).isEqualTo("keep");
        assertThat(kept.get("answer").asText()).isEqualTo("granted");
        assertThat(json(put(path, "{\"choice\":\"keep\"}", token))).isEqualTo(kept);
        assertThat(json(get(path, token))).isEqualTo(kept);
        assertThat(json(get("api/v1/containers/" + ours.container(), token)).get("allowedActions"))
                .hasSize(1);

        UUID again = UUID.randomUUID();
        SEED.execute("UPDATE containers SET removed_at = now() WHERE id = ?", ours.container());
        SEED.execute(
                "INSERT INTO containers (organization_id, id, host_id, docker_id, name, image, image_id, state, created_at,"
                        + " first_seen_at, last_seen_at, allowed_kinds) SELECT organization_id, ?, host_id, repeat('b', 64),"
                        + " name, image, image_id, state, now(), now(), now(), allowed_kinds FROM containers WHERE id = ?",
                again,
                ours.container());
        assertProblem(get(path, token), 404, "not-found");
        assertThat(json(get(path.replace(ours.container().toString(), again.toString()), token)))
                .isEqualTo(kept);
        assertThat(SEED.texts(
                        "SELECT detail->>'choice' FROM audit_log WHERE action = 'log.chosen' AND organization_id = ?",
                        ours.organization()))
                .containsExactly("keep");
    }

    @Test
    void keptLogsAreNotChosenByOthersNorWithoutBounds() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("admin");
        String token = token(ours);
        String path = "api/v1/containers/" + ours.container() + "/logs/choice";
        String keep = "{\"choice\":\"keep\"}";
        assertThat(json(get(path, token)).get("answer").asText()).isEqualTo("agent-too-old");
        for (String bad : List.of("{}", "null", "{\"choice\":\"perhaps\"}", "{\"choice\":null}", "[]")) {
            assertProblem(put(path, bad, token), 400, "request-invalid");
        }
        ApiSeed.Tenant member = SEED.tenant("member");
        String theirs = "api/v1/containers/" + member.container() + "/logs/choice";
        assertThat(get(theirs, token(member)).statusCode()).isEqualTo(200);
        assertProblem(put(theirs, keep, token(member)), 403, "forbidden");
        assertProblem(put(theirs, keep, token), 404, "not-found");
        SEED.execute(
                "INSERT INTO log_choices SELECT ?, ?, 'c' || n, 'skip', now() FROM generate_series(1, 500) n",
                ours.organization(),
                ours.host());
        assertProblem(put(path, keep, token), 409, "conflict");
        assertThat(json(get(path, token)).get("choice").asText()).isEqualTo("default");
        SEED.execute("UPDATE log_choices SET choice = 'default' WHERE container_name = 'c1'");
        assertThat(put(path, keep, token).statusCode()).isEqualTo(200);
        SEED.execute("UPDATE containers SET name = repeat('n', 256) WHERE id = ?", ours.container());
        assertProblem(put(path, keep, token), 409, "conflict");
        SEED.execute("UPDATE containers SET name = '' WHERE id = ?", ours.container());
        HttpResponse<String> nameless = put(path, keep, token);
        assertProblem(nameless, 409, "conflict");
        assertThat(nameless.body()).contains("has no name");
    }

    @ParameterizedTest
    @CsvSource({
        "api/v1/nothing, 404, not-found",
        "api/v1/containers/x, 404, not-found",
        "api/v1/containers?limit=0, 400, request-invalid",
        "api/v1/containers?limit=x, 400, request-invalid",
        "api/v1/containers?state=flying, 400, request-invalid",
        "api/v1/containers?host=1, 400, request-invalid",
        "api/v1/containers/OWN/metrics?from=yesterday, 400, request-invalid",
        "api/v1/containers/OWN/metrics?points=0, 400, request-invalid",
        "api/v1/containers/OWN/metrics?points=2001, 400, request-invalid",
        "api/v1/containers/OWN/metrics?percentiles=95, 400, request-invalid",
        "api/v1/containers/OWN/metrics?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, 400, request-invalid",
        "api/v1/containers/OWN/metrics?from=1999-01-01T00:00:00Z, 400, request-invalid",
        "api/v1/containers/OWN/metrics?from=-999999999-01-01T00:00:00Z, 400, request-invalid",
        "api/v1/metrics/top?metric=luck, 400, request-invalid",
        "api/v1/metrics/top?n=0, 400, request-invalid",
        "api/v1/metrics/top?n=101, 400, request-invalid",
        "api/v1/metrics/top?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, 400, request-invalid",
        "api/v1/metrics/top?from=-999999999-01-01T00:00:00Z, 400, request-invalid",
        "api/v1/services/a/b/metrics?points=x, 400, request-invalid",
        "api/v1/services/a/b/metrics?host=x, 404, not-found",
        "api/v1/actions?state=flying, 400, request-invalid",
        "api/v1/actions?limit=501, 400, request-invalid",
        "api/v1/actions?cursor=x, 400, request-invalid",
        "api/v1/actions/x, 404, not-found",
        "api/v1/events?limit=501, 400, request-invalid",
        "api/v1/events?from=yesterday, 400, request-invalid",
        "api/v1/events?cursor=x, 400, request-invalid",
        "api/v1/events?host=x, 404, not-found",
        "api/v1/containers/OWN/logs?limit=1001, 400, request-invalid",
        "api/v1/containers/OWN/logs?limit=x, 400, request-invalid",
        "api/v1/containers/OWN/logs?from=yesterday, 400, request-invalid",
        "api/v1/containers/OWN/logs?from=-999999999-01-01T00:00:00Z&limit=0, 400, request-invalid",
        "api/v1/containers/OWN/logs?stream=gap, 400, request-invalid",
        "api/v1/containers/OWN/logs?cursor=x, 400, request-invalid",
        "api/v1/containers/OWN/logs?regex=true&q=a%28, 400, request-invalid",
        "api/v1/containers/x/logs, 404, not-found",
        "api/v1/containers/x/logs/choice, 404, not-found",
        "api/v1/auth/token, 405, method-not-allowed",
    })
    void badQuestionsGetProblemsWithAStableCode(String path, int status, String code) throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        assertProblem(get(path.replace("OWN", ours.container().toString()), token(ours)), status, code);
    }

    @Test
    void badBodiesGetProblemsWithAStableCode() throws Exception {
        assertProblem(post("api/v1/auth/token", "{", null), 400, "request-invalid");
        assertProblem(post("api/v1/auth/token", "null", null), 400, "request-invalid");
        assertProblem(post("api/v1/auth/token", "{}", null), 400, "request-invalid");
        assertProblem(post("api/v1/auth/token", "[1]", null), 400, "request-invalid");
        assertProblem(post("api/v1/auth/token", "{\"email\":\"" + "a".repeat(70_000) + "\"}", null), 413, "too-large");
        HttpResponse<String> text = client.send(
                HttpRequest.newBuilder(cloud.resolve("api/v1/auth/token"))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertProblem(text, 415, "media-type-unsupported");
    }

    @Test
    void actionIsRequestedOnceForEachKeyAndServed() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("member");
        String token = token(ours);
        String path = "api/v1/containers/" + ours.container() + "/actions";
        HttpResponse<String> asked = act(path, "{\"kind\":\"stop\",\"patienceSeconds\":3}", "one", token);
        assertThat(asked.statusCode()).isEqualTo(202);
        String id = json(asked).get("id").asText();
        assertThat(asked.headers().firstValue("Location").orElseThrow()).endsWith("/api/v1/actions/" + id);
        assertThat(json(asked).get("state").asText()).isEqualTo("requested");
        assertThat(json(asked).get("patienceSeconds").asInt()).isEqualTo(3);
        assertThat(json(asked).get("containerName").asText()).isEqualTo("box");

        HttpResponse<String> again = act(path, "{\"kind\":\"stop\",\"patienceSeconds\":3}", "one", token);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).get("id").asText()).isEqualTo(id);
        assertProblem(act(path, "{\"kind\":\"start\"}", "one", token), 409, "conflict");

        assertThat(json(get("api/v1/actions?state=requested,running", token)).findValuesAsText("id"))
                .containsExactly(id);
        assertThat(json(get("api/v1/actions?state=succeeded", token)).get("items"))
                .isEmpty();
        assertThat(json(get(path, token)).findValuesAsText("id")).containsExactly(id);
        assertThat(json(get("api/v1/actions/" + id, token)).get("kind").asText())
                .isEqualTo("stop");

        HttpResponse<String> cancelled = post("api/v1/actions/" + id + "/cancel", "", token);
        assertThat(json(cancelled).get("state").asText()).isEqualTo("cancelled");
        assertProblem(post("api/v1/actions/" + id + "/cancel", "", token), 409, "conflict");
    }

    @Test
    void viewersMayLookAtActionsAndNotAskForThem() throws Exception {
        ApiSeed.Tenant viewer = SEED.tenant("viewer");
        String token = token(viewer);
        String path = "api/v1/containers/" + viewer.container() + "/actions";
        assertProblem(act(path, "{\"kind\":\"stop\"}", "one", token), 403, "forbidden");
        assertProblem(post("api/v1/actions/" + UUID.randomUUID() + "/cancel", "", token), 403, "forbidden");
        assertThat(get("api/v1/actions", token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"explode\"}",
                "{\"kind\":\"stop\",\"patienceSeconds\":-1}",
                "{\"kind\":\"stop\",\"patienceSeconds\":301}",
                "{\"kind\":\"kill\",\"signal\":\"9; reboot\"}",
                "{\"kind\":\"stop\",\"expiresInSeconds\":1}",
                "{\"kind\":\"stop\",\"expiresInSeconds\":99999999}",
                "{\"kind\":\"stop\",\"ifStartedAt\":\"yesterday\"}",
                "{\"kind\":\"stop\",\"ifStartedAt\":\"+1000000000-12-31T23:59:59Z\"}",
            })
    void badActionsGetProblems(String body) throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        assertProblem(
                act("api/v1/containers/" + ours.container() + "/actions", body, "one", token(ours)),
                400,
                "request-invalid");
    }

    @Test
    void actionNeedsAKeyAndAContainerOfOnesOwn() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        ApiSeed.Tenant theirs = SEED.tenant("owner");
        String token = token(ours);
        String own = "api/v1/containers/" + ours.container() + "/actions";
        String body = "{\"kind\":\"stop\"}";
        assertProblem(post(own, body, token), 400, "request-invalid");
        assertProblem(act(own, body, "a b", token), 400, "request-invalid");
        assertProblem(act(own, body, "k".repeat(65), token), 400, "request-invalid");
        HttpResponse<String> foreign = act("api/v1/containers/" + theirs.container() + "/actions", body, "one", token);
        assertProblem(foreign, 404, "not-found");
        String theirAction = json(act(
                        "api/v1/containers/" + theirs.container() + "/actions", body, "one", token(theirs)))
                .get("id")
                .asText();
        assertProblem(get("api/v1/actions/" + theirAction, token), 404, "not-found");
        assertProblem(post("api/v1/actions/" + theirAction + "/cancel", "", token), 404, "not-found");
        assertThat(json(get("api/v1/actions?container=" + theirs.container(), token))
                        .get("items"))
                .isEmpty();
    }

    @Test
    void moreThanAHostCanHaveWaitingIsRefused() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        String token = token(ours);
        String path = "api/v1/containers/" + ours.container() + "/actions";
        for (int i = 0; i < 32; i++) {
            assertThat(act(path, "{\"kind\":\"stop\"}", "key-" + i, token).statusCode())
                    .isEqualTo(202);
        }
        assertProblem(act(path, "{\"kind\":\"stop\"}", "one-more", token), 429, "too-many-pending");
    }

    @Test
    void actionThatNobodyTakesExpires() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        String token = token(ours);
        String id = json(act(
                        "api/v1/containers/" + ours.container() + "/actions",
                        "{\"kind\":\"stop\",\"expiresInSeconds\":5}",
                        "one",
                        token))
                .get("id")
                .asText();
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> json(get("api/v1/actions/" + id, token))
                        .get("state")
                        .asText()
                        .equals("expired"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "member"})
    void agentIsReplacedAtTheWordOfAnAdministratorOnly(String role) throws Exception {
        ApiSeed.Tenant ours = SEED.tenant(role);
        SEED.agent(ours, "self-update");
        OfferedRelease.of("1.1");
        assertProblem(updateAgent(ours, "one", token(ours)), 403, "forbidden");
        assertThat(SEED.texts("select id::text from actions where organization_id = ?", ours.organization()))
                .isEmpty();
    }

    @Test
    void agentIsNotReplacedWhereNothingIsOfferedOrItDoesNotKnowHow() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("admin");
        SEED.agent(ours, "self-update");
        String token = token(ours);
        OfferedRelease.none();
        HttpResponse<String> nothing = updateAgent(ours, "one", token);
        assertProblem(nothing, 409, "conflict");
        assertThat(nothing.body()).contains("no signed release");
        OfferedRelease.of("1.1");
        assertThat(updateAgent(ours, "one", token).statusCode()).isEqualTo(202);

        ApiSeed.Tenant old = SEED.tenant("admin");
        SEED.agent(old, "actions", "host-actions");
        HttpResponse<String> unable = updateAgent(old, "one", token(old));
        assertProblem(unable, 409, "conflict");
        assertThat(unable.body()).contains("does not know how");
        assertProblem(updateAgent(old, "two", token), 404, "not-found");
    }

    @Test
    void agentIsReplacedOnceForEachKeyWhateverIsOfferedSince() throws Exception {
        ApiSeed.Tenant ours = SEED.tenant("owner");
        SEED.agent(ours, "self-update", "host-actions");
        String token = token(ours);
        OfferedRelease.of("1.1");
        HttpResponse<String> asked = updateAgent(ours, "one", token);
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(json(asked).get("kind").asText()).isEqualTo("update-agent");
        OfferedRelease.of("1.2");
        HttpResponse<String> again = updateAgent(ours, "one", token);
        OfferedRelease.none();
        HttpResponse<String> gone = updateAgent(ours, "one", token);
        assertThat(List.of(again.statusCode(), gone.statusCode())).containsOnly(200);
        assertThat(List.of(json(again).get("id"), json(gone).get("id")))
                .containsOnly(json(asked).get("id"));
        assertProblem(
                act(
                        "api/v1/hosts/" + ours.host() + "/actions",
                        "{\"kind\":\"prune-plan\",\"things\":[\"containers\"]}",
                        "one",
                        token),
                409,
                "conflict");
        assertThat(SEED.texts(
                        "select parameters ->> 'release' from actions where organization_id = ?", ours.organization()))
                .singleElement()
                .asString()
                .contains("version 1.1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "member"})
    void rolloutsAreBegunAndCancelledByAdministratorsOnly(String role) throws Exception {
        ApiSeed.Tenant ours = updatable(role);
        OfferedRelease.of("1.1");
        assertProblem(post(ROLLOUTS, "{}", token(ours)), 403, "forbidden");
        UUID rollout = rolloutThatWaits(ours);
        assertProblem(post(ROLLOUTS + "/" + rollout + "/cancel", "{}", token(ours)), 403, "forbidden");
        assertThat(json(get(ROLLOUTS + "/" + rollout, token(ours))).get("state").asText())
                .isEqualTo("running");
    }

    @Test
    void rolloutNeedsAnOfferHostsForItAndBounds() throws Exception {
        ApiSeed.Tenant ours = updatable("admin");
        String token = token(ours);
        OfferedRelease.none();
        assertProblem(post(ROLLOUTS, "{}", token), 409, "conflict");
        OfferedRelease.of("1.0");
        assertThat(post(ROLLOUTS, "{}", token).body()).contains("No host has an agent");
        for (String bad : List.of("{\"first\":0}", "{\"wave\":101}", "{\"first\":\"x\"}", "[]", "null")) {
            assertProblem(post(ROLLOUTS, bad, token), 400, "request-invalid");
        }
    }

    @Test
    void hostsThatStayOfflineAreLeftOutAndTheTimerEndsIt() throws Exception {
        ApiSeed.Tenant ours = updatable("admin");
        String token = token(ours);
        OfferedRelease.of("1.1");
        HttpResponse<String> begun = post(ROLLOUTS, "{\"first\":2,\"wave\":5}", token);
        assertThat(begun.statusCode()).isEqualTo(202);
        String path = ROLLOUTS + "/" + json(begun).get("id").asText();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> json(get(path, token)).get("state").asText().equals("finished"));
        JsonNode host = json(get(path, token)).get("hosts").get(0);
        assertThat(host.get("state").asText()).isEqualTo("left-out");
        assertThat(host.get("answer").asText()).isEqualTo("the host is offline");
        assertThat(SEED.texts(
                        "SELECT action FROM audit_log WHERE organization_id = ? AND action LIKE 'rollout.%' ORDER BY id",
                        ours.organization()))
                .containsExactly("rollout.requested", "rollout.left-out", "rollout.finished");
    }

    @Test
    void updateThatIsPendingIsTheRolloutsAndIsNotAskedForAgain() throws Exception {
        ApiSeed.Tenant ours = updatable("admin");
        String token = token(ours);
        OfferedRelease.of("1.1");
        String pending = json(updateAgent(ours, "one", token)).get("id").asText();
        String path =
                ROLLOUTS + "/" + json(post(ROLLOUTS, "{}", token)).get("id").asText();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        json(get(path, token)).at("/hosts/0/state").asText().equals("asked"));
        assertThat(SEED.texts("SELECT id FROM actions WHERE organization_id = ?", ours.organization()))
                .containsExactly(pending);
    }

    @Test
    void oneRolloutGoesOnAtATimeUntilItIsCancelled() throws Exception {
        ApiSeed.Tenant ours = updatable("admin");
        String token = token(ours);
        OfferedRelease.of("1.1");
        UUID rollout = rolloutThatWaits(ours);
        String path = ROLLOUTS + "/" + rollout;
        assertThat(post(ROLLOUTS, "{}", token).body()).contains("Another rollout");
        assertThat(json(get(path, token)).get("hosts").get(0).get("state").asText())
                .isEqualTo("asked");
        String stranger = token(SEED.tenant("owner"));
        assertProblem(get(path, stranger), 404, "not-found");
        assertProblem(post(path + "/cancel", "{}", stranger), 404, "not-found");
        assertThat(json(post(path + "/cancel", "{}", token)).get("state").asText())
                .isEqualTo("cancelled");
        assertProblem(post(path + "/cancel", "{}", token), 409, "conflict");
        assertThat(json(get(ROLLOUTS, token)).get("items")).hasSize(1);
    }

    @Test
    void rolloutStopsByItselfWhenAHostWentBack() throws Exception {
        ApiSeed.Tenant ours = updatable("admin");
        String token = token(ours);
        OfferedRelease.of("1.1");
        UUID rollout = rolloutThatWaits(ours);
        SEED.execute(
                "UPDATE actions SET state = 'failed', answer = '1.1 was rolled back', ended_at = now() WHERE id = ?",
                rollout);
        String path = ROLLOUTS + "/" + rollout;
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> json(get(path, token)).get("state").asText().equals("stopped"));
        assertThat(json(get(path, token)).get("reason").asText()).isEqualTo("host: 1.1 was rolled back");
    }

    private ApiSeed.Tenant updatable(String role) throws Exception {
        ApiSeed.Tenant tenant = SEED.tenant(role);
        SEED.agent(tenant, "self-update");
        SEED.execute("UPDATE agents SET version = '1.0' WHERE host_id = ?", tenant.host());
        return tenant;
    }

    /** Whose only host was asked, and is at it. */
    private UUID rolloutThatWaits(ApiSeed.Tenant tenant) throws Exception {
        UUID id = UUID.randomUUID();
        SEED.execute(
                "INSERT INTO actions (organization_id, id, host_id, container_name, kind, parameters, requested_by,"
                        + " requested_by_name, idempotency_key, state, requested_at, expires_at, began_at, deadline_at)"
                        + " VALUES (?, ?, ?, 'host', 'update-agent', '{\"release\":\"x\"}', ?, 'x', 'x', 'running',"
                        + " now(), now(), now(), now() + interval '1 hour')",
                tenant.organization(),
                id,
                tenant.host(),
                tenant.user());
        SEED.execute(
                "WITH one AS (INSERT INTO agent_rollouts (organization_id, id, version, release, first_hosts,"
                        + " wave_hosts, state, requested_by, requested_by_name, requested_at) VALUES (?, ?, '1.1', 'x', 1,"
                        + " 1, 'running', ?, 'x', now()) RETURNING organization_id, id)"
                        + " INSERT INTO agent_rollout_hosts (organization_id, rollout_id, host_id, place, action_id)"
                        + " SELECT organization_id, id, ?, 0, ? FROM one",
                tenant.organization(),
                id,
                tenant.user(),
                tenant.host(),
                id);
        return id;
    }

    private HttpResponse<String> updateAgent(ApiSeed.Tenant tenant, String key, String token) throws Exception {
        return act("api/v1/hosts/" + tenant.host() + "/actions", "{\"kind\":\"update-agent\"}", key, token);
    }

    @Test
    void enrolmentTokenNeedsAnAdmin() throws Exception {
        ApiSeed.Tenant admin = SEED.tenant("admin");
        HttpResponse<String> made = post("api/v1/enrolment-tokens", "{\"uses\":3}", token(admin));
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(json(made).get("uses").asInt()).isEqualTo(3);
        assertThat(Instant.parse(json(made).get("expiresAt").asText()))
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_700));
        assertThat(json(made).get("command").asText())
                .contains(json(made).get("token").asText());

        assertProblem(post("api/v1/enrolment-tokens", "{}", token(SEED.tenant("member"))), 403, "forbidden");
        assertProblem(post("api/v1/enrolment-tokens", "{\"uses\":0}", token(admin)), 400, "request-invalid");
        assertProblem(
                post("api/v1/enrolment-tokens", "{\"validitySeconds\":99999999}", token(admin)),
                400,
                "request-invalid");
    }

    @Test
    void openApiDocumentDescribesTheApi() throws Exception {
        HttpResponse<String> answer = get("openapi", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("openapi: 3.0")
                .contains("/api/v1/auth/token:", "/api/v1/hosts:", "/api/v1/containers/{id}/metrics:")
                .contains("/api/v1/events:", "/api/v1/containers/{id}/events:", "listEvents")
                .contains("/api/v1/containers/{id}/logs:", "listContainerLogs")
                .contains("/api/v1/containers/{id}/logs/choice:", "chooseContainerLog")
                .contains("/api/v1/containers/{id}/logs/live:", "watchContainerLogs", "text/event-stream")
                .contains("/api/v1/actions/{id}:", "requestAction", "Idempotency-Key")
                .contains("/api/v1/agent-rollouts/{id}/cancel:", "beginAgentRollout")
                .contains("createEnrolmentToken", "bearerFormat: JWT");
    }

    @Test
    void nodeIsNotReadyWhileTheDatabaseIsAwayAndRecovers() throws Exception {
        assertThat(get("health/live", null).statusCode()).isEqualTo(200);
        assertThat(get("health/ready", null).body()).contains("\"database\"", "\"redis\"");
        TestDatabase database = Parts.database();
        String name = database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
        ApiSeed.Tenant ours = SEED.tenant("owner");
        String token = token(ours);
        String session = sessionCookie(form(ours)).replaceFirst(";.*", "");
        try {
            server("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
            server("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            assertThat(get("health/ready", null).statusCode()).isEqualTo(503);
            assertThat(get("health/live", null).statusCode()).isEqualTo(200);
            assertProblem(get("api/v1/hosts", token), 503, "unavailable");
            HttpResponse<String> page = withCookie("hosts", session);
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).isPresent();
            assertThat(page.body()).contains("out of reach").doesNotContain("Exception");
            assertProblem(withCookie("live/series?container=" + ours.container(), session), 503, "unavailable");
            assertThat(form(ours).headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).contains("/login?problem=unavailable"));
        } finally {
            server("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("health/ready", null).statusCode() == 200);
        assertThat(get("api/v1/hosts", token).statusCode()).isEqualTo(200);
    }

    private static void server(String sql) throws SQLException {
        TestDatabase database = Parts.database();
        String base = database.jdbcUrl().substring(0, database.jdbcUrl().lastIndexOf('/') + 1);
        try (Connection connection = DriverManager.getConnection(
                        base + "postgres",
                        database.migrationConfig().adminUser(),
                        database.migrationConfig().adminPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String token(ApiSeed.Tenant tenant) throws IOException, InterruptedException {
        HttpResponse<String> answer = signIn(tenant.email(), ApiSeed.Tenant.PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer).get("accessToken").asText();
    }

    /** The answer to the form of the sign-in page. */
    private HttpResponse<String> form(ApiSeed.Tenant tenant) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(cloud.resolve("sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "email=" + tenant.email() + "&password=" + ApiSeed.Tenant.PASSWORD.replace(' ', '+')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String sessionCookie(HttpResponse<String> signedIn) {
        assertThat(signedIn.statusCode()).isEqualTo(302);
        return signedIn.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith("portreeve_session="))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> signIn(String email, String password) throws IOException, InterruptedException {
        return post("api/v1/auth/token", JSON.writeValueAsString(Map.of("email", email, "password", password)), null);
    }

    private HttpResponse<String> withCookie(String path, String cookie) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(cloud.resolve(path))
                        .header("Cookie", cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(cloud.resolve(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> act(String path, String body, String key, String token)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(cloud.resolve(path))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String path, String body, String token) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(cloud.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> delete(String path, String token) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(cloud.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .DELETE()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(cloud.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    }
}
