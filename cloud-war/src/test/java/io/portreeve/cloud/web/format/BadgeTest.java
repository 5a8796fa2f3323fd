package io.portreeve.cloud.web.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.Presence;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadgeTest {
    static Stream<Badge> all() {
        return Stream.of(
                        Stream.of(ContainerState.values()).map(Badge::of),
                        Stream.of(Presence.values()).map(Badge::of),
                        Stream.of("healthy", "unhealthy", "starting").map(Badge::ofHealth))
                .flatMap(badges -> badges);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyStateHasItsWord(Badge badge) {
        assertThat(ResourceBundle.getBundle("io.portreeve.cloud.web.texts").containsKey(badge.key()))
                .isTrue();
    }

    @Test
    void unknownIsNeitherGoodNorBad() {
        assertThat(Badge.of(ContainerState.UNKNOWN).tone()).isEqualTo("neutral");
    }

    @Test
    void withoutAHealthCheckThereIsNoBadge() {
        assertThat(Badge.ofHealth("")).isNull();
    }
}
