package io.portreeve.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.protocol.Limits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final long MOST_CHARACTERS = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void ofManyOutcomesThatNobodyTakesTheNewestKeepWhatWasSaid() {
        try (Ledger ledger = ledger()) {
            for (int i = 0; i < 256; i++) {
                ledger.end(said("x".repeat(Limits.OUTPUT_LENGTH)));
            }
            assertBounded(ledger.unacknowledged().ended());
        }
        try (Ledger again = ledger()) {
            assertBounded(again.unacknowledged().ended());
        }
    }

    private static void assertBounded(List<ActionResult> ended) {
        List<ActionOutput> outputs =
                ended.stream().map(result -> result.output().orElseThrow()).toList();
        assertThat(outputs).hasSize(256);
        assertThat(outputs.stream().mapToLong(output -> output.text().length()).sum())
                .isEqualTo(MOST_CHARACTERS);
        assertThat(outputs.get(255)).isEqualTo(new ActionOutput("x".repeat(Limits.OUTPUT_LENGTH), Optional.of(0), 0));
        assertThat(outputs.get(0)).isEqualTo(new ActionOutput("", Optional.of(0), Limits.OUTPUT_LENGTH));
    }

    private Ledger ledger() {
        return new Ledger(new Journal(directory.resolve("journal")), 1 << 20, Runnable::run);
    }

    private static ActionResult said(String text) {
        return new ActionResult(
                UUID.randomUUID(),
                Outcome.SUCCEEDED,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Optional.of(new ActionOutput(text, Optional.of(0), 0)));
    }
}
