package io.portreeve.selfhosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.selfhosted.data.StartFailedException;
import io.portreeve.selfhosted.parts.Part;
import io.portreeve.selfhosted.process.Child;
import io.portreeve.selfhosted.process.Children;
import io.portreeve.selfhosted.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorIT {
    @TempDir
    private Path directory;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private Children children;
    private Supervisor supervisor;

    @BeforeEach
    void open() {
        children = new Children(directory.resolve("processes"), said::add);
        supervisor = new Supervisor(children, Clock.systemUTC(), said::add);
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void partThatWaitsForAnotherDoesNotKeepItFromStarting() throws Exception {
        CountDownLatch baseAgain = new CountDownLatch(2);
        CompletableFuture<String> topAgain = new CompletableFuture<>();
        Part base = part("base", "sleep 600", () -> baseAgain.countDown());
        boolean[] first = {true};
        Part top = part("top", "sleep 600", () -> {
            if (!first[0]) {
                awaitLatch(baseAgain);
                topAgain.complete("again");
            }
            first[0] = false;
        });
        Child baseChild = supervisor.start(base);
        Child topChild = supervisor.start(top);
        Thread watching = watch();

        ProcessHandle.of(topChild.pid()).orElseThrow().destroyForcibly();
        ProcessHandle.of(baseChild.pid()).orElseThrow().destroyForcibly();

        assertThat(topAgain.get(30, TimeUnit.SECONDS)).isEqualTo("again");
        children.close();
        watching.interrupt();
        watching.join();
    }

    @Test
    void partThatKeepsEndingStopsEverything() {
        supervisor.start(part("hopeless", "exit 1", () -> {}));

        assertThatThrownBy(() -> supervisor.watch(() -> {}))
                .isInstanceOf(StartFailedException.class)
                .hasMessage("hopeless keeps ending; Portreeve stops");
        assertThat(said).filteredOn(line -> line.contains("starting it again")).hasSize(5);
    }

    @Test
    void partThatEndedForGoodIsLeftAlone() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        supervisor = new Supervisor(children, Clock.systemUTC(), line -> {
            said.add(line);
            told.countDown();
        });
        supervisor.start(part("revoked", "exit 8", () -> {}));
        Thread watching = watch();

        awaitLatch(told);

        assertThat(said).containsExactly("it was revoked");
        watching.interrupt();
        watching.join();
    }

    @Test
    void whatAPartCrashedOverIsPutRightWithALineBeforeItStartsAgain() throws Exception {
        CountDownLatch again = new CountDownLatch(1);
        supervisor = new Supervisor(children, Clock.systemUTC(), line -> {
            said.add(line);
            if (line.equals("agent runs again")) {
                again.countDown();
            }
        });
        Files.createFile(directory.resolve("damaged"));
        supervisor.start(part("agent", "test ! -e damaged || kill -ABRT $$; sleep 600", () -> {}));
        Thread watching = watch();

        awaitLatch(again);

        assertThat(said).first().isEqualTo("it was damaged");
        assertThat(directory.resolve("damaged")).doesNotExist();
        children.close();
        watching.interrupt();
        watching.join();
    }

    private Thread watch() {
        Thread watching = new Thread(() -> {
            try {
                supervisor.watch(() -> {});
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watching.start();
        return watching;
    }

    private Part part(String name, String script, Runnable whenStarted) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Child start() {
                Child child = children.start(new Command(
                        name,
                        List.of("/bin/sh", "-c", script),
                        Map.of(),
                        directory,
                        directory.resolve(name + ".log"),
                        "TERM",
                        Duration.ofSeconds(5)));
                whenStarted.run();
                return child;
            }

            @Override
            public Optional<String> repaired(int exitStatus) {
                boolean crashed = exitStatus == 134;
                return crashed && directory.resolve("damaged").toFile().delete()
                        ? Optional.of("it was damaged")
                        : Optional.empty();
            }

            @Override
            public Optional<String> endedForGood(int exitStatus) {
                return exitStatus == 8 ? Optional.of("it was revoked") : Optional.empty();
            }
        };
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
