package io.portreeve.agent.command;

import static io.portreeve.agent.command.HostActionsFixture.id;
import static io.portreeve.agent.command.HostActionsFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.PruneItem;
import io.portreeve.contract.action.PruneKind;
import io.portreeve.contract.action.StepOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PruneTest {
    private static final HostAction ALL = new HostAction.PrunePlan(EnumSet.allOf(PruneKind.class));
    private static final String OLD = "sha256:" + id(1);
    private static final String USED = "sha256:" + id(2);
    private static final String NAMELESS = "sha256:" + id(3);

    @TempDir
    Path directory;

    private HostActionsFixture host;
    private StockEngine docker;

    @BeforeEach
    void open() throws IOException {
        host = new HostActionsFixture(directory);
        docker = host.docker;
        docker.image(OLD, "web:1", "web:old");
        docker.image(USED, "web:2");
        docker.image(NAMELESS);
        docker.container(id(4), "job", "exited", OLD)
                .withObject("/NetworkSettings/Networks/jobs")
                .put("NetworkID", "net-jobs");
        docker.container(id(5), "web", "running", USED)
                .withArray("Mounts")
                .addObject()
                .put("Name", "data");
        docker.container(HostActionsFixture.OWN, "agent", "exited", USED);
        docker.container(id(6), "portreeve-old-1", "exited", USED);
        docker.volume("data");
        docker.volume("left");
        docker.network("net-jobs", "jobs");
        docker.network("net-free", "free");
        docker.network("net-bridge", "bridge");
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void planNamesWhatIsNotUsedAndChangesNothing() {
        ActionResult plan = host.run(host.started("allow prune"), ALL);
        assertThat(plan.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(told(plan))
                .containsExactly(
                        "containers job planned",
                        "images web:1, web:old planned",
                        "dangling-images " + NAMELESS.substring(0, 19) + " planned",
                        "networks jobs planned",
                        "networks free planned",
                        "volumes left planned");
        assertThat(plan.steps().get(0).bytes()).hasValue(7);
        assertThat(plan.steps().get(1).bytes()).hasValue(60);
        assertThat(plan.steps().get(5).bytes()).hasValue(1000);
        assertThat(docker.changes).isEmpty();
    }

    @Test
    void whatIsNotAskedForIsNotNamed() {
        ActionResult plan = host.run(host.started("allow prune"), new HostAction.PrunePlan(Set.of(PruneKind.NETWORKS)));
        assertThat(told(plan)).containsExactly("networks free planned");
    }

    @Test
    void planThatIsCarriedOutDoesAwayWithWhatItNamed() {
        Actions actions = host.started("allow prune");
        ActionResult done = host.run(actions, named(host.run(actions, ALL)));
        assertThat(done.outcome()).as(done.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(done.answer()).isEqualTo("6 of 6 are gone");
        assertThat(docker.containers).containsOnlyKeys(id(5), HostActionsFixture.OWN, id(6));
        assertThat(docker.images).containsOnlyKeys(USED);
        assertThat(docker.volumes).containsOnlyKeys("data");
        assertThat(docker.networks).containsOnlyKeys("net-bridge");
    }

    @Test
    void whatChangedSinceThePlanStays() {
        Actions actions = host.started("allow prune");
        HostAction.Prune prune = named(host.run(actions, ALL));
        docker.containers.get(id(4)).put("StartedAt", "2026-01-03T00:00:00Z");
        docker.volumes.get("left").put("CreatedAt", "2026-01-03T00:00:00Z");
        docker.image(NAMELESS, "named:since");
        docker.container(id(7), "new", "running", USED)
                .withObject("/NetworkSettings/Networks/free")
                .put("NetworkID", "net-free");
        ActionResult done = host.run(actions, prune);
        assertThat(done.steps())
                .allSatisfy(step -> assertThat(step.outcome()).isIn(StepOutcome.SKIPPED, StepOutcome.DONE));
        assertThat(docker.containers).containsKey(id(4));
        assertThat(docker.volumes).containsKey("left");
        assertThat(docker.images).containsKey(NAMELESS);
        assertThat(docker.networks).containsKeys("net-free", "net-jobs");
    }

    @Test
    void whatTheEngineRefusesIsToldOfAndTheRestGoesOn() {
        Actions actions = host.started("allow prune");
        HostAction.Prune prune = named(host.run(actions, ALL));
        docker.answering(request -> request.equals("DELETE /containers/" + id(4)) ? 409 : 0);
        ActionResult done = host.run(actions, prune);
        assertThat(done.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(told(done))
                .contains("containers job failed", "networks jobs skipped", "networks free done", "volumes left done");
        assertThat(done.steps().get(0).answer()).isEqualTo("409: as the test says");
        assertThat(docker.networks).containsKey("net-jobs");
    }

    @ParameterizedTest
    @CsvSource({
        "'allow start,stop,restart', no rule allows prune",
        "'deny prune; allow *', deny prune",
        "'', no rule allows prune"
    })
    void ruleThatForbidsItIsNamed(String rules, String rule) {
        Actions actions = host.started(rules);
        for (HostAction action :
                List.of(ALL, new HostAction.Prune(List.of(new PruneItem(PruneKind.VOLUMES, "left", ""))))) {
            ActionResult refused = host.run(actions, action);
            assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(refused.rule()).isEqualTo(rule);
        }
        assertThat(host.begun).isEmpty();
        assertThat(docker.changes).isEmpty();
    }

    @Test
    void readOnlyForbidsEvenToLook() {
        ActionResult refused = host.run(host.started(ActionPolicy.of(true, "allow *")), ALL);
        assertThat(refused.rule()).isEqualTo("read-only");
    }

    @Test
    void ruleAboutALabelKeepsWhatHasIt() {
        docker.containers.get(id(4)).withObject("/Labels").put("keep", "yes");
        Actions actions = host.started("deny prune label:keep; allow prune");
        ActionResult plan = host.run(actions, ALL);
        assertThat(told(plan))
                .contains("containers job refused", "networks free planned")
                .doesNotContain("networks jobs planned", "images web:1, web:old planned");
        assertThat(plan.steps().get(0).answer()).isEqualTo("deny prune label:keep");
        HostAction.Prune forced =
                new HostAction.Prune(List.of(new PruneItem(PruneKind.CONTAINERS, id(4), StockEngine.RAN)));
        assertThat(told(host.run(actions, forced))).containsExactly("containers job refused");
        assertThat(docker.changes).isEmpty();
    }

    @Test
    void ruleAboutAnImageHoldsThoughItsNameIsAnotherImagesNow() {
        docker.containers
                .get(id(4))
                .put("Image", NAMELESS)
                .put("ImageID", NAMELESS)
                .put("MadeFrom", "db:1");
        ActionResult plan = host.run(host.started("deny prune image:db:1; allow prune"), ALL);
        assertThat(told(plan)).contains("containers job refused");
        assertThat(plan.steps().get(0).answer()).isEqualTo("deny prune image:db:1");
    }

    @Test
    void listBeyondWhatTheAgentCanHoldIsAnErrorAndNotItsEnd() {
        docker.containers.get(id(5)).put("Command", "x".repeat(2 * 1024 * 1024));
        ActionResult plan = host.run(host.started("allow prune"), ALL);
        assertThat(plan.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(plan.answer()).contains("too much to go through");
    }

    @Test
    void agentThatEndedMeanwhileTellsWhatIsGoneAndTriesNothingAgain() {
        UUID action = UUID.randomUUID();
        host.wrote(new Entry.HostBegun(
                action,
                HostAction.PRUNE,
                java.time.Duration.ofMinutes(1),
                Optional.empty(),
                Instant.EPOCH,
                List.of(
                        new Entry.Concerned("volumes", "left", "left", Optional.empty()),
                        new Entry.Concerned("networks", "net-gone", "gone", Optional.empty()))));
        host.started("allow prune");
        ActionResult settled = host.outcome(action);
        assertThat(settled.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(settled.answer()).startsWith("the agent ended while this ran; 1 of 2");
        assertThat(told(settled)).containsExactly("volumes left failed", "networks gone done");
        assertThat(docker.changes).isEmpty();
    }

    private static HostAction.Prune named(ActionResult plan) {
        return new HostAction.Prune(plan.steps().stream()
                .filter(step -> step.outcome() == StepOutcome.PLANNED)
                .map(step -> new PruneItem(PruneKind.named(step.what()).orElseThrow(), step.id(), step.mark()))
                .toList());
    }
}
