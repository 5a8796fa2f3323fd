package io.portreeve.agent.event;

import static io.portreeve.agent.event.Engines.ONE;
import static io.portreeve.agent.event.Engines.container;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.docker.EngineOccurrence;
import io.portreeve.contract.event.EngineEvent;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
    @ParameterizedTest
    @CsvSource({
        "container,create,container.create",
        "container,kill,container.kill",
        "container,health_status: healthy,container.health",
        "container,died,container.die",
        "container,remove,container.destroy",
        "image,pull,image.pull",
        "image,untag,image.untag",
        "network,disconnect,network.disconnect",
        "volume,create,volume.create"
    })
    void engineWordIsTheContracts(String type, String action, String kind) {
        assertThat(Wording.of(new EngineOccurrence(1, type, action, ONE, Map.of()))
                        .orElseThrow()
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec_create: sh", "exec_start: sh", "exec_die", "top", "attach", "resize", "", "up"})
    void whatIsNobodysBusinessIsNotTold(String action) {
        assertThat(Wording.of(container(1, ONE, action))).isEmpty();
        assertThat(Wording.of(new EngineOccurrence(1, "daemon", action, ONE, Map.of())))
                .isEmpty();
    }

    @Test
    void containerThatEndsIsNamedWithItsExitCodeAndLabels() {
        EngineEvent event = Wording.of(container(
                        1,
                        ONE,
                        "die",
                        "exitCode",
                        "137",
                        "com.docker.compose.project",
                        "shop",
                        "com.docker.compose.service",
                        "web",
                        "secret",
                        "label"))
                .orElseThrow();
        assertThat(event)
                .isEqualTo(new EngineEvent(
                        Engines.SECOND,
                        "container.die",
                        ONE,
                        "box",
                        "busybox",
                        "shop",
                        "web",
                        Optional.of(137),
                        Map.of()));
    }

    @Test
    void containerThatJoinsANetworkIsNamedByIdAndTheNetworkByName() {
        EngineEvent event = Wording.of(new EngineOccurrence(
                        1, "network", "connect", "f".repeat(64), Map.of("container", ONE, "name", "bridge")))
                .orElseThrow();
        assertThat(event.dockerId()).isEqualTo(ONE);
        assertThat(event.name()).isEqualTo("bridge");
    }

    @Test
    void longTextsAreCut() {
        EngineEvent event = Wording.of(container(1, ONE, "rename", "name", "n".repeat(5_000), "oldName", "/before"))
                .orElseThrow();
        assertThat(event.name()).hasSize(256);
        assertThat(event.attributes()).containsEntry(EngineEvent.OLD_NAME, "before");
    }
}
