package io.portreeve.agent.command;

import static org.awaitility.Awaitility.await;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.docker.Engine;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.HostActionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Actions with a journal of their own and an engine that is none. */
final class HostActionsFixture implements AutoCloseable, Reports {
    static final String OWN = "f".repeat(64);

    final StockEngine docker = new StockEngine();
    final List<UUID> begun = new CopyOnWriteArrayList<>();
    final List<ActionResult> ended = new CopyOnWriteArrayList<>();
    private final Engine engine;
    private final Path journal;
    private final List<Actions> started = new ArrayList<>();

    HostActionsFixture(Path directory) throws IOException {
        journal = directory.resolve("journal");
        engine = new Engine(ConfigReader.read(
                        Map.of(Setting.DOCKER_HOST, docker.url()),
                        Map.of(),
                        Files.createFile(directory.resolve("agent.properties")))
                .config());
    }

    static String id(int number) {
        return Integer.toHexString(number).repeat(64).substring(0, 64);
    }

    Actions started(String rules) {
        return started(ActionPolicy.of(false, rules));
    }

    Actions started(ActionPolicy policy) {
        Actions actions = new Actions(journal, policy, Set.of(OWN), engine, Clock.systemUTC(), this);
        actions.start();
        started.add(actions);
        return actions;
    }

    ActionResult run(Actions actions, HostAction action) {
        HostActionRequest request = new HostActionRequest(UUID.randomUUID(), action, Duration.ofMinutes(1));
        actions.requested(request);
        return outcome(request.id());
    }

    ActionResult outcome(UUID id) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ended.stream().anyMatch(result -> result.id().equals(id)));
        return ended.stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static List<String> told(ActionResult result) {
        return result.steps().stream().map(HostActionsFixture::told).toList();
    }

    private static String told(ActionStep step) {
        return step.what() + ' ' + step.name() + ' ' + step.outcome().wireName();
    }

    /** What an earlier process wrote before it ended. */
    void wrote(Entry entry) {
        try (Journal earlier = new Journal(journal)) {
            earlier.append(entry, true);
        }
    }

    @Override
    public void begun(UUID id, Instant at) {
        begun.add(id);
    }

    @Override
    public void ended(ActionResult result) {
        ended.add(result);
    }

    @Override
    public void close() {
        started.forEach(Actions::close);
        engine.close();
        docker.close();
    }
}
