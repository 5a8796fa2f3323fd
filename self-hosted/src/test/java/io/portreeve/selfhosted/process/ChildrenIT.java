package io.portreeve.selfhosted.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.selfhosted.data.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenIT {
    @TempDir
    private Path directory;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private Children children;

    @AfterEach
    void endAll() {
        if (children != null) {
            children.close();
        }
    }

    @Test
    void childrenEndInTheReverseOrderOfTheirStart() {
        children = open();
        Child first = children.start(sleeping("first"));
        Child second = children.start(sleeping("second"));

        children.close();

        assertThat(said).containsExactly("Stopping second", "Stopping first");
        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void childThatWasStartedAgainKeepsItsPlace() {
        children = open();
        Child first = children.start(sleeping("first"));
        children.start(sleeping("second"));
        Signals.end(first.mark().orElseThrow(), "KILL", Duration.ofSeconds(5));

        children.start(sleeping("first"));
        children.close();

        assertThat(said).containsExactly("Stopping second", "Stopping first");
    }

    @Test
    void nothingStartsAfterTheEnd() {
        children = open();
        children.close();

        assertThatThrownBy(() -> children.start(sleeping("late"))).isInstanceOf(StartFailedException.class);
    }

    @Test
    void childThatIgnoresTheSignalIsKilled() {
        children = open();
        Child deaf = children.start(new Command(
                "deaf",
                List.of("/bin/sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"),
                Map.of(),
                directory,
                directory.resolve("deaf.log"),
                "TERM",
                Duration.ofMillis(200)));
        assertThat(Signals.await(() -> logged("deaf.log").contains("ready"), Duration.ofSeconds(10)))
                .isTrue();

        children.end(deaf);

        assertThat(deaf.isAlive()).isFalse();
    }

    @Test
    void orphansOfALauncherThatWasKilledAreEnded() {
        Children killed = open();
        Child orphan = killed.start(sleeping("orphan"));

        children = open();
        children.endOrphans();

        // The system knows of the end a moment before Java does.
        assertThat(Signals.await(() -> !orphan.isAlive(), Duration.ofSeconds(10)))
                .isTrue();
        assertThat(said)
                .containsExactly("Stopping orphan, left running by an earlier start (pid " + orphan.pid() + ")");
        children.endOrphans();
        assertThat(said).hasSize(1);
    }

    @Test
    void childRunsInASessionOfItsOwnWithoutOurVariables() {
        children = open();

        int status = children.run(new Command(
                "look",
                List.of("/bin/sh", "-c", "echo $$; ps -o sid= -p $$; echo \"[$GIVEN]\"; env | grep -c '^PORTREEVE_'"),
                Map.of("GIVEN", "by us"),
                directory,
                directory.resolve("look.log"),
                "TERM",
                Duration.ofSeconds(1)));

        assertThat(status).isEqualTo(1);
        List<String> lines = logged("look.log").lines().map(String::strip).toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).isEqualTo(lines.get(0));
        assertThat(lines.subList(2, 4)).containsExactly("[by us]", "0");
    }

    @Test
    void programThatIsMissingIsNamed() {
        children = open();
        Command command = new Command(
                "missing",
                List.of("/no/such/program"),
                Map.of(),
                directory,
                directory.resolve("missing.log"),
                "TERM",
                Duration.ofSeconds(1));

        assertThat(children.run(command)).isNotZero();
        assertThat(logged("missing.log")).contains("/no/such/program");
    }

    private Children open() {
        return new Children(directory.resolve("processes"), said::add);
    }

    private Command sleeping(String name) {
        return new Command(
                name,
                List.of("sleep", "600"),
                Map.of(),
                directory,
                directory.resolve(name + ".log"),
                "TERM",
                Duration.ofSeconds(5));
    }

    private String logged(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
