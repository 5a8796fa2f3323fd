package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.systemtests.fixture.AgentProcess;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.Composed;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.StoredMinute;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.WebSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Two nodes behind a gateway, PostgreSQL behind PgBouncer in transaction mode: one installation. */
class TwoNodesIT {
    private static final List<String> NODES = List.of("node-1", "node-2");
    private static final List<String> HOSTS = List.of("north", "south");
    private static final Duration START = Duration.ofMinutes(6);
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(19);

    @Test
    void nodesAreOneInstallationAndOneIsEnough() throws Exception {
        try (Composed composed = Composed.twoNodes();
                TestContainer container = TestContainer.running("sleep 3600")) {
            composed.up();
            NODES.forEach(node -> awaitReady(composed, node));
            Api gateway = Api.anonymous(composed.url());
            for (String path : List.of("/health/live", "/agent/connect")) {
                NODES.forEach(node -> PortreeveProcess.await(
                        node + " behind the gateway at " + path,
                        SOON,
                        () -> gateway.header(path, "X-Portreeve-Node").equals(Optional.of(node))));
            }
            String token = composed.api()
                    .post("/api/v1/enrolment-tokens", Map.of("uses", HOSTS.size()))
                    .body()
                    .get("token")
                    .asText();
            try (AgentProcess north = AgentProcess.enrolled(composed.url(), token, HOSTS.get(0));
                    AgentProcess south = AgentProcess.enrolled(composed.url(), token, HOSTS.get(1))) {
                Api api = composed.api();
                PortreeveProcess.await("both hosts", SOON, () -> online(api).equals(HOSTS));
                assertThat(NODES)
                        .as("agents spread: %s %s", north.output(), south.output())
                        .allSatisfy(node -> assertThat(composed.log(node)).contains("session began"));
                everyNodeKnowsEverything(composed);

                Instant killed = Instant.now();
                WebSession session = composed.signedIn();
                composed.kill("node-1");
                PortreeveProcess.await(
                        "samples of both since",
                        SOON,
                        () -> HOSTS.stream()
                                .allMatch(host ->
                                        lastSample(composed, host, container).isAfter(killed.plusSeconds(40))));

                assertThat(online(api)).isEqualTo(HOSTS);
                assertThat(session.status(composed.url().resolve("/hosts"))).isEqualTo(200);
                for (String host : HOSTS) {
                    assertThat(samples(composed, host, container)).satisfies(TwoNodesIT::areWithoutGapAndOnce);
                }
                PortreeveProcess.await(
                        "the timers of the node that is left", SOON, () -> slotsOf(composed, "node-2", killed) > 0);
            }
        }
    }

    private static void everyNodeKnowsEverything(Composed composed) {
        WebSession session = composed.signedIn();
        for (String node : NODES) {
            URI url = composed.localUrl(node);
            assertThat(session.status(url.resolve("/hosts"))).as(node).isEqualTo(200);
            assertThat(online(composed.api().at(url))).as(node).isEqualTo(HOSTS);
            assertThat(liveHosts(session, url)).as(node).hasSizeGreaterThanOrEqualTo(HOSTS.size());
        }
    }

    /** The ids of hosts whose samples the node tells, wherever their agents are connected. */
    private static List<String> liveHosts(WebSession session, URI node) {
        List<String> hosts = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(session.stream(node.resolve("/live/stream")), StandardCharsets.UTF_8))) {
            Instant until = Instant.now().plus(SOON);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Stream.of(line)
                        .filter(each -> each.startsWith("data:") && each.contains("\"host\""))
                        .map(each -> each.replaceFirst(".*\"host\":\"([^\"]+)\".*", "$1"))
                        .filter(host -> !hosts.contains(host))
                        .forEach(hosts::add);
                // The stream beats, so this is asked again and again.
                if (hosts.size() >= HOSTS.size() || Instant.now().isAfter(until)) {
                    return hosts;
                }
            }
            return hosts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void areWithoutGapAndOnce(List<? extends Instant> samples) {
        assertThat(samples).doesNotHaveDuplicates();
        for (int index = 1; index < samples.size(); index++) {
            assertThat(Duration.between(samples.get(index - 1), samples.get(index)))
                    .as("no gap in %s", samples)
                    .isLessThan(LONGEST_GAP);
        }
    }

    private static void awaitReady(Composed composed, String service) {
        Api api = Api.anonymous(composed.localUrl(service));
        try {
            PortreeveProcess.await(service, START, () -> isReady(api));
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "\n" + composed.log("migrations") + composed.log("pooler") + composed.log(service),
                    e);
        }
    }

    private static boolean isReady(Api api) {
        try {
            return api.get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            // nobody listens yet
            return false;
        }
    }

    private static List<String> online(Api api) {
        return StreamSupport.stream(api.read("/api/v1/hosts").get("items").spliterator(), false)
                .filter(host -> host.get("presence").asText().equals("online"))
                .map(host -> host.get("name"))
                .map(JsonNode::asText)
                .sorted()
                .toList();
    }

    private static Instant lastSample(Composed composed, String host, TestContainer container) {
        List<Instant> samples = samples(composed, host, container);
        return samples.isEmpty() ? Instant.MIN : samples.get(samples.size() - 1);
    }

    /** When a host's agent measured the container, in order. */
    private static List<Instant> samples(Composed composed, String host, TestContainer container) {
        List<Instant> samples = new ArrayList<>();
        try (Connection connection = composed.database();
                PreparedStatement select = connection.prepareStatement("""
                        select s.ts, s.body from portreeve.container_minutes s
                          join portreeve.containers c on c.id = s.container_id
                          join portreeve.hosts h on h.id = c.host_id
                         where c.docker_id = ? and h.name = ? order by s.ts
                        """)) {
            select.setString(1, container.id());
            select.setString(2, host);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    samples.addAll(StoredMinute.readAt(rows.getTimestamp(1).toInstant(), rows.getBytes(2)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return samples;
    }

    private static int slotsOf(Composed composed, String node, Instant since) {
        try (Connection connection = composed.database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from portreeve.timer_slots where node = '"
                        + node + "' and ran_at > '" + since + "'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
