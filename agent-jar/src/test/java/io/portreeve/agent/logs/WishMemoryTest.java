package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.log.LogWish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WishMemoryTest {
    private static final LogWish WEB = new LogWish("web", true, Instant.ofEpochMilli(1_767_225_600_123L));
    private static final LogWish DB = new LogWish("db", false, Instant.EPOCH);

    @TempDir
    Path directory;

    @Test
    void wishesOutliveTheProcess() {
        new WishMemory(directory).replace(List.of(WEB, DB));
        WishMemory next = new WishMemory(directory);
        assertThat(next.of("1", "web")).contains(WEB);
        assertThat(next.of("2", "db")).contains(DB);
        assertThat(next.of("3", "other")).isEmpty();
    }

    @Test
    void laterOnesTakeThePlaceOfAllBefore() {
        WishMemory memory = new WishMemory(directory);
        memory.replace(List.of(WEB, DB));
        memory.replace(List.of(DB));
        assertThat(memory.of("1", "web")).isEmpty();
        assertThat(new WishMemory(directory).of("1", "web")).isEmpty();
    }

    @Test
    void renamedContainerKeepsItsWishUntilItsNewNameHasOne() {
        WishMemory memory = new WishMemory(directory);
        memory.replace(List.of(WEB));
        assertThat(memory.of("1", "web")).contains(WEB);
        assertThat(memory.of("1", "1a2b_web")).contains(WEB);
        assertThat(memory.of("2", "1a2b_web")).isEmpty();
        LogWish other = new LogWish("1a2b_web", false, Instant.EPOCH);
        memory.replace(List.of(WEB, other));
        assertThat(memory.of("1", "1a2b_web")).contains(other);
        memory.retain(List.of());
        memory.replace(List.of(WEB));
        assertThat(memory.of("1", "1a2b_web")).isEmpty();
    }

    @Test
    void damagedFileIsAsNone() throws IOException {
        Files.writeString(directory.resolve("log-wishes.json"), "{\"web\":[true]}");
        assertThat(new WishMemory(directory).of("1", "web")).isEmpty();
    }
}
