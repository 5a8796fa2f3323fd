package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.config.LogChoice;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.contract.log.LogWish;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRulesTest {
    /** The columns: without a wish, wished to be kept, wished not to be. */
    @ParameterizedTest
    @CsvSource({
        "NONE,     true,  '',    false, false, false",
        "NONE,     true,  true,  false, false, false",
        "NONE,     true,  false, false, false, false",
        "LABELLED, true,  '',    false, true,  false",
        "LABELLED, true,  true,  true,  true,  false",
        "LABELLED, true,  false, false, false, false",
        "LABELLED, true,  odd,   false, true,  false",
        "ALL,      true,  '',    true,  true,  false",
        "ALL,      true,  true,  true,  true,  false",
        "ALL,      true,  false, false, false, false",
        "NONE,     false, true,  false, false, false",
        "LABELLED, false, '',    false, false, false",
        "LABELLED, false, true,  true,  true,  true",
        "LABELLED, false, false, false, false, false",
        "ALL,      false, '',    true,  true,  true",
        "ALL,      false, false, false, false, false",
    })
    void ownersFileThenTheLabelThenTheWishDecide(
            LogChoice file, boolean granted, String label, boolean plain, boolean kept, boolean left) {
        LogRules rules = new LogRules(
                new LogConfig(file, true, granted, 500, Optional.empty(), Optional.empty(), Optional.empty()));
        Map<String, String> labels = label.isEmpty() ? Map.of() : Map.of("portreeve.logs", label);
        assertThat(rules.sends(labels, Optional.empty())).isEqualTo(plain);
        assertThat(rules.sends(labels, wish(true))).isEqualTo(kept);
        assertThat(rules.sends(labels, wish(false))).isEqualTo(left);
    }

    private static Optional<LogWish> wish(boolean keep) {
        return Optional.of(new LogWish("web", keep, Instant.EPOCH));
    }
}
