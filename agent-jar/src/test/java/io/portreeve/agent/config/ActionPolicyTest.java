package io.portreeve.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.action.ActionKind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionPolicyTest {
    @Test
    void byDefaultContainersAreStartedStoppedAndRestartedOnly() {
        ActionPolicy policy = ActionPolicy.of(false, Setting.ACTION_RULES.usual());
        for (ActionKind kind : ActionKind.values()) {
            boolean harmless = kind == ActionKind.START || kind == ActionKind.STOP || kind == ActionKind.RESTART;
            assertThat(policy.refusal(kind, "nginx", Map.of()).isEmpty()).isEqualTo(harmless);
        }
        assertThat(policy.refusal(ActionKind.KILL, "nginx", Map.of())).contains("no rule allows kill");
    }

    @Test
    void readOnlyForbidsWhatEveryRuleAllows() {
        assertThat(ActionPolicy.of(true, "allow *").refusal(ActionKind.START, "nginx", Map.of()))
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
        assertThat(ActionPolicy.of(false, rules).refusal(kind, image, Map.of(pair[0], pair[1])))
                .isEqualTo(Optional.of(refusal).filter(text -> !text.isEmpty()));
    }
}
