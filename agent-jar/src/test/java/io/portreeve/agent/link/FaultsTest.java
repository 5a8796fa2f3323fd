package io.portreeve.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.FaultProxy;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.Durable;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.protocol.Capability;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over two hundred faults on the way, and the agent's process killed among them: what it read is stored once. */
class FaultsTest {
    private static final int FAULTS = 220;
    private static final int KILLS = 6;
    private static final int SKIPPED = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final long seed = Long.getLong("portreeve.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Instant begin = Instant.now().minus(Duration.ofHours(20)).truncatedTo(ChronoUnit.HOURS);
    private final Map<Stream, Long> cursors = new EnumMap<>(Stream.class);
    private final List<Instant> stored = new ArrayList<>();
    private final Set<Instant> events = new HashSet<>();
    private final Set<Instant> kept = new HashSet<>();
    private final Set<Instant> keptEvents = new HashSet<>();
    private int last = -SKIPPED;
    private FakeCloud cloud;

    @Test
    void whatIsInSafeHandsIsStoredOnceWhateverHappensToTheConnectionAndTheProcess() throws Exception {
        System.out.println("faults: again with -Dportreeve.seed=" + seed);
        cloud = FakeCloud.open();
        cloud.understands(Capability.TWO_STREAMS);
        cloud.answering(this::store);
        try (FaultProxy proxy = FaultProxy.before(URI.create(cloud.url()))) {
            for (int life = 1; life <= KILLS; life++) {
                live(proxy, FAULTS * life / KILLS);
            }
            Process drain = start(proxy, FaultAgent.DRAIN);
            assertThat(drain.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("nothing waits in the end")
                    .isTrue();
            System.out.println("faults: " + proxy.happened() + ", " + stored.size() + " readings");
        } finally {
            cloud.close();
        }
        assertThat(new HashSet<>(stored)).as("none twice").hasSameSizeAs(stored);
        assertThat(stored).containsAll(kept);
        assertThat(events).containsAll(keptEvents);
        assertThat(kept).hasSizeGreaterThan(100);
    }

    /** One process, from its start until that many faults have happened, and then it is killed. */
    private void live(FaultProxy proxy, int faults) throws Exception {
        Process process = start(proxy, Integer.toString(last + SKIPPED));
        Thread striking = new Thread(() -> strike(proxy, faults, process), "strikes");
        striking.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(this::kept);
        } catch (UncheckedIOException | IOException killed) {
            // Its output is closed a moment before it is gone.
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        striking.join();
        process.waitFor();
    }

    private void strike(FaultProxy proxy, int faults, Process process) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (proxy.happened().values().stream().mapToInt(Integer::intValue).sum() < faults
                && System.nanoTime() < until) {
            proxy.strike(random);
            LockSupport.parkNanos(random.nextInt(60_000_000));
        }
        process.destroyForcibly();
    }

    private void kept(String line) {
        if (line.startsWith("event ")) {
            keptEvents.add(FaultAgent.at(begin, Integer.parseInt(line.substring("event ".length()))));
        } else if (line.matches("[0-9]+")) {
            last = Integer.parseInt(line);
            kept.add(FaultAgent.at(begin, last));
        }
    }

    private Process start(FaultProxy proxy, String first) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FaultAgent.class.getName(),
                        proxy.url().toString(),
                        directory.resolve("spool").toString(),
                        begin.toString(),
                        first)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** As the cloud does: in the newest session only, a number counts once. */
    private synchronized List<CloudMessage> store(FakeCloud.Connection connection, AgentMessage message) {
        List<FakeCloud.Connection> all = cloud.connections();
        if (connection != all.get(all.size() - 1)) {
            return List.of();
        }
        if (message instanceof Hello) {
            return List.of(cloud.welcome());
        }
        if (!(message instanceof Durable durable)) {
            return List.of();
        }
        if (durable.sequence() > cursors.getOrDefault(durable.stream(), 0L)) {
            cursors.put(durable.stream(), durable.sequence());
            cloud.stored(durable.stream(), durable.sequence());
            keep(durable);
        }
        return List.of(new Acknowledged(durable.stream(), cursors.get(durable.stream())));
    }

    private void keep(Durable durable) {
        if (durable instanceof MetricsBatch batch) {
            batch.readings().forEach(reading -> stored.add(reading.readAt()));
        } else if (durable instanceof EventsBatch batch) {
            batch.events().forEach(event -> events.add(event.at()));
        }
    }
}
