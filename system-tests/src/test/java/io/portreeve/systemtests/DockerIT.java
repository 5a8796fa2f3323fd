package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.Composed;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The images and the compose file for one machine. */
class DockerIT {
    private static final Set<String> SERVICES = Set.of("database", "redis", "cloud", "agent");
    private static final Duration SOON = Duration.ofMinutes(2);
    // On a loaded machine the start of Payara takes this long.
    private static final Duration START = Duration.ofMinutes(4);

    @Test
    void oneMachineWatchesItself() {
        try (Composed composed = Composed.oneMachine()) {
            composed.up();
            awaitReady(composed);

            Api api = composed.api();
            Api.Answer token = api.post("/api/v1/enrolment-tokens", Map.of());
            assertThat(token.status()).isEqualTo(201);
            composed.upAgent(token.body().get("token").asText());

            PortreeveProcess.await("the host", SOON, () -> host(api).isPresent());
            assertThat(host(api).orElseThrow().get("name").asText()).isEqualTo("this machine");
            PortreeveProcess.await(
                    "its containers",
                    SOON,
                    () -> services(api, composed).keySet().containsAll(SERVICES));
            String database = services(api, composed).get("database");
            PortreeveProcess.await("a chart of memory", SOON, () -> isCharted(api, database, "memoryBytes"));
            PortreeveProcess.await(
                    "a chart of the network", SOON, () -> isCharted(api, database, "networkReceivedBytesPerSecond"));
        }
    }

    private static void awaitReady(Composed composed) {
        Api api = Api.anonymous(composed.url());
        try {
            PortreeveProcess.await("the control plane", START, () -> statusOf(api, "/health/ready") == 200);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + composed.log("migrations") + composed.log("cloud"), e);
        }
    }

    private static int statusOf(Api api, String path) {
        try {
            return api.get(path).status();
        } catch (UncheckedIOException e) {
            // nobody listens yet
            return 0;
        }
    }

    private static Optional<JsonNode> host(Api api) {
        return items(api.read("/api/v1/hosts"))
                .filter(host -> host.get("presence").asText().equals("online"))
                .findFirst();
    }

    private static Map<String, String> services(Api api, Composed composed) {
        return items(api.read("/api/v1/containers?state=running&limit=100"))
                .filter(container -> container.path("composeProject").asText().equals(composed.project()))
                .collect(Collectors.toMap(
                        container -> container.get("composeService").asText(),
                        container -> container.get("id").asText()));
    }

    private static boolean isCharted(Api api, String container, String metric) {
        JsonNode averages =
                api.read("/api/v1/containers/" + container + "/metrics").at("/series/" + metric + "/avg");
        return StreamSupport.stream(averages.spliterator(), false).anyMatch(value -> !value.isNull());
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.get("items").spliterator(), false);
    }
}
