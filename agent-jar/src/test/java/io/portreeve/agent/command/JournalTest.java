package io.portreeve.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final ContainerCondition RUNNING =
            new ContainerCondition("running", "sha256:1", Optional.of(AT), Optional.empty());
    private static final ContainerCondition EXITED =
            new ContainerCondition("exited", "sha256:1", Optional.of(AT), Optional.of(137));

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("below").resolve("journal");
    }

    @Test
    void everyEntryIsReadAsItWasWritten() {
        UUID id = UUID.randomUUID();
        List<Entry> entries = List.of(begun(id), ended(id), new Entry.Acknowledged(id));
        write(entries);
        assertThat(new Journal(path).read()).isEqualTo(entries);
    }

    @Test
    void beginningThatAnOlderAgentWroteLacksTheGrace() throws IOException {
        UUID id = UUID.randomUUID();
        String body = "host-begun {\"id\":\"" + id
                + "\",\"action\":\"project-stop\",\"patience\":\"PT30M\",\"at\":\"2026-01-01T00:00:00Z\",\"concerned\":[]}";
        Files.createDirectories(path.getParent());
        Files.writeString(path, line(body));

        assertThat(new Journal(path).read())
                .containsExactly(new Entry.HostBegun(
                        id,
                        "project-stop",
                        Duration.ofMinutes(30),
                        Optional.empty(),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        List.of()));
    }

    @Test
    void tornEndIsLeftOutAndWrittenOverBeforeTheNextEntry() throws IOException {
        UUID whole = UUID.randomUUID();
        UUID torn = UUID.randomUUID();
        write(List.of(begun(whole), begun(torn)));
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, java.util.Arrays.copyOf(bytes, bytes.length - 20));

        UUID next = UUID.randomUUID();
        try (Ledger ledger = ledger()) {
            assertThat(ledger.begun()).extracting(Entry::id).containsExactly(whole);
            ledger.begin(begun(next));
        }
        assertThat(new Journal(path).read()).extracting(Entry::id).containsExactly(whole, next);
    }

    @Test
    void damagedLineTakesNoOtherWithIt() throws IOException {
        List<UUID> ids = IntStream.range(0, 3).mapToObj(i -> UUID.randomUUID()).toList();
        write(ids.stream().<Entry>map(JournalTest::begun).toList());
        Files.writeString(path, Files.readString(path).replace(ids.get(1).toString(), new UUID(0, 0).toString()));
        Journal journal = new Journal(path);
        assertThat(journal.read()).extracting(Entry::id).containsExactly(ids.get(0), ids.get(2));
        assertThat(journal.isDamaged()).isFalse();
    }

    @Test
    void lineThatIsNotUnderstoodStaysAsItIsWhenTheFileIsWrittenAnew() throws IOException {
        UUID id = UUID.randomUUID();
        write(List.of(begun(id)));
        byte[] odd = {'o', 'd', 'd', ' ', (byte) 0xff, '\n'};
        Files.write(path, odd, StandardOpenOption.APPEND);
        Files.writeString(path, later(), StandardOpenOption.APPEND);
        Files.writeString(path, "torn", StandardOpenOption.APPEND);
        try (Ledger ledger = ledger()) {
            ledger.end(ended(id).result());
        }
        String bytes = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("odd \u00ff\n", later()).doesNotContain("torn");
        assertThat(new Journal(path).read()).extracting(Entry::id).containsExactly(id, id);
    }

    @Test
    void acknowledgementDoesNotWaitForTheDisk() {
        UUID id = UUID.randomUUID();
        write(List.of(begun(id), ended(id)));
        List<Runnable> later = new ArrayList<>();
        try (Ledger ledger = new Ledger(new Journal(path), 32 * 1024, later::add)) {
            ledger.acknowledge(id);
            assertThat(ledger.isAcknowledged(id)).isTrue();
            assertThat(ledger.open()).isZero();
            assertThat(new Journal(path).read()).hasSize(2);
            later.forEach(Runnable::run);
            assertThat(new Journal(path).read()).last().isEqualTo(new Entry.Acknowledged(id));
        }
    }

    @Test
    void fileStaysSmallAndKeepsWhatMatters() throws IOException {
        UUID open = UUID.randomUUID();
        UUID last = UUID.randomUUID();
        try (Ledger ledger = ledger()) {
            ledger.begin(begun(open));
            IntStream.range(0, 300).forEach(i -> {
                UUID id = i == 299 ? last : UUID.randomUUID();
                ledger.begin(begun(id));
                ledger.end(ended(id).result());
                ledger.acknowledge(id);
            });
        }
        assertThat(Files.size(path)).isLessThan(64 * 1024);
        try (Ledger ledger = ledger()) {
            assertThat(ledger.begun()).extracting(Entry::id).containsExactly(open);
            assertThat(ledger.isAcknowledged(last)).isTrue();
            assertThat(ledger.open()).isEqualTo(1);
        }
    }

    @Test
    void journalOfUnknownContentForbidsToBegin() throws IOException {
        Files.createDirectories(path);
        try (Ledger ledger = ledger()) {
            assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(() -> ledger.begin(begun(UUID.randomUUID())))
                    .withMessageContaining(path.toString());
        }
    }

    @Test
    void linesOfLaterVersionsAreLeftOut() throws IOException {
        write(List.of(begun(UUID.randomUUID())));
        Files.writeString(path, later(), StandardOpenOption.APPEND);
        assertThat(new Journal(path).read()).hasSize(1);
    }

    @Test
    void outcomeOfBeforeThereWereStepsIsRead() throws IOException {
        Entry.Ended ended = ended(UUID.randomUUID());
        write(List.of(ended));
        String now = Files.readString(path).strip().split(" ", 2)[1];
        String before = now.replace(",\"steps\":[]", "");
        assertThat(before).isNotEqualTo(now);
        Files.writeString(path, line(before));
        assertThat(new Journal(path).read()).containsExactly(ended);
    }

    private static String later() {
        return line("seen {}");
    }

    private static String line(String body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x %s\n", checksum.getValue(), body);
    }

    private Ledger ledger() {
        return new Ledger(new Journal(path), 32 * 1024, Runnable::run);
    }

    private void write(List<Entry> entries) {
        try (Journal journal = new Journal(path)) {
            entries.forEach(entry -> journal.append(entry, true));
        }
    }

    private static Entry.Begun begun(UUID id) {
        return new Entry.Begun(id, "1".repeat(64), ActionKind.STOP, false, Duration.ofSeconds(10), AT, RUNNING);
    }

    private static Entry.Ended ended(UUID id) {
        return new Entry.Ended(new ActionResult(
                id, Outcome.SUCCEEDED, "", "204", Optional.of(RUNNING), Optional.of(EXITED), AT.plusSeconds(1)));
    }
}
