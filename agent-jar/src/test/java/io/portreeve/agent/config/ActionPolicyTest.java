package io.portreeve.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.action.ActionKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionPolicyTest {
    @Test
    void byDefaultContainersAreStartedStoppedAndRestartedOnly() {
        ActionPolicy policy = ActionPolicy.of(false, Setting.ACTION_RULES.usual());
        for (ActionKind kind : ActionKind.values()) {
            boolean harmless = kind == ActionKind.START || kind == ActionKind.STOP || kind == ActionKind.RESTART;
            assertThat(policy.refusal(kind, Set.of("nginx"), Map.of()).isEmpty())
                    .isEqualTo(harmless);
        }
        assertThat(policy.refusal(ActionKind.KILL, Set.of("nginx"), Map.of())).contains("no rule allows kill");
    }

    @Test
    void readOnlyForbidsWhatEveryRuleAllows() {
        assertThat(ActionPolicy.of(true, "allow *").refusal(ActionKind.START, Set.of("nginx"), Map.of()))
                .contains("read-only");
    }

    @ParameterizedTest
    @CsvSource({
        "deny * label:tier=database; allow *, STOP, nginx, tier=database, deny * label:tier=database",
        "deny * label:tier=database; allow *, STOP, nginx, tier=web, ''",
        "deny * label:tier; allow *, STOP, nginx, tier=web, deny * label:tier",
        "deny * label:a=1 label:tier=web; allow *, STOP, nginx, tier=web, ''",
        "deny kill; allow *, KILL, nginx, tier=web, deny kill",
        "deny kill; allow *, PAUSE, nginx, tier=web, ''",
        "allow stop image:*/shop-*:1, STOP, registry/shop-web:1, tier=web, ''",
        "allow stop image:*/shop-*:1, STOP, registry/shop-web:12, tier=web, no rule allows stop",
        "allow   stop; deny stop, STOP, nginx, tier=web, ''",
        "'', STOP, nginx, tier=web, no rule allows stop",
        "allow stop image:a.c, STOP, abc, tier=web, no rule allows stop"
    })
    void firstRuleThatMatchesDecides(String rules, ActionKind kind, String image, String label, String refusal) {
        String[] pair = label.split("=", 2);
        assertThat(ActionPolicy.of(false, rules).refusal(kind, Set.of(image), Map.of(pair[0], pair[1])))
                .isEqualTo(Optional.of(refusal).filter(text -> !text.isEmpty()));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, postgres",
        "postgres, postgres:latest",
        "postgres:latest, postgres",
        "postgres, docker.io/library/postgres",
        "postgres*, docker.io/library/postgres:16",
        "postgres:*, index.docker.io/library/postgres:16",
        "postgres:*, library/postgres:16",
        "postgres:*, postgres@sha256:1234",
        "postgres:16, postgres:16@sha256:1234",
        "postgres@*, docker.io/library/postgres@sha256:1234",
        "docker.io/library/postgres:*, postgres:16",
        "index.docker.io/library/postgres:*, postgres:16",
        "shop/db, docker.io/shop/db:latest",
        "docker.io/shop/*, shop/db:2",
        "registry.example:5000/db, registry.example:5000/db:latest",
        "sha256:12*, sha256:1234"
    })
    void denialIsNotPassedByAnotherSpelling(String pattern, String image) {
        ActionPolicy policy = ActionPolicy.of(false, "deny * image:" + pattern + "; allow *");
        assertThat(policy.refusal(ActionKind.STOP, Set.of(image), Map.of())).contains("deny * image:" + pattern);
        assertThat(policy.refusal(ActionKind.STOP, Set.of("3f2a", image, "other:1"), Map.of()))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, postgres:16",
        "postgres, localhost/postgres",
        "postgres, registry.example/library/postgres",
        "postgres, shop/postgres",
        "library/postgres, quay.io/postgres"
    })
    void otherImagesAreOthers(String pattern, String image) {
        ActionPolicy policy = ActionPolicy.of(false, "deny * image:" + pattern + "; allow *");
        assertThat(policy.refusal(ActionKind.STOP, Set.of(image), Map.of())).isEmpty();
    }
}
