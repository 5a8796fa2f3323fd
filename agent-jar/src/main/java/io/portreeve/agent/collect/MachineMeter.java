package io.portreeve.agent.collect;

import io.portreeve.agent.host.MachineCounters;
import io.portreeve.agent.host.MachineFiles;
import io.portreeve.contract.sample.HostSample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads the machine once a minute, on a thread of its own: asking a broken disk for its space may never come back. */
final class MachineMeter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(MachineMeter.class.getName());
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofSeconds(60);

    private final MachineFiles files;
    private final Clock clock;
    private final Consumer<HostSample> taken;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "machine");
        made.setDaemon(true);
        return made;
    });
    private MachineCounters before;

    MachineMeter(MachineFiles files, Clock clock, Consumer<HostSample> taken) {
        this.files = files;
        this.clock = clock;
        this.taken = taken;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each reading catches and logs what goes wrong
    void start() {
        thread.execute(this::read);
        thread.scheduleWithFixedDelay(this::read, FIRST.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void read() {
        try {
            MachineCounters now = files.read();
            if (before != null) {
                taken.accept(MachineRates.between(before, now, Instant.ofEpochMilli(clock.millis())));
            }
            before = now;
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "cannot read the machine", e);
        }
    }
}
