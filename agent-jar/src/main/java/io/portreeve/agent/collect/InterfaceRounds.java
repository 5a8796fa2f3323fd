package io.portreeve.agent.collect;

import io.portreeve.agent.host.HostFiles;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Reads network interfaces one by one, about once a minute: they say little that the totals do not. For one thread. */
final class InterfaceRounds {
    /** A little less than a minute, so that of readings every ten seconds each sixth is one. */
    private static final Duration BETWEEN = Duration.ofSeconds(55);

    private final HostFiles host;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Consumer<InterfacesReading> taken;
    private OptionalLong readAtNanos = OptionalLong.empty();

    InterfaceRounds(HostFiles host, Clock clock, LongSupplier nanoTime, Consumer<InterfacesReading> taken) {
        this.host = host;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.taken = taken;
    }

    /** The containers that run, by their numbers. */
    void readIfDue(Map<Integer, ContainerMeter> meters) {
        long now = nanoTime.getAsLong();
        if (readAtNanos.isPresent() && now - readAtNanos.getAsLong() < BETWEEN.toNanos()) {
            return;
        }
        readAtNanos = OptionalLong.of(now);
        Instant readAt = Instant.ofEpochMilli(clock.millis());
        Map<Integer, NetworkInterfaces> containers = new HashMap<>();
        meters.forEach((number, meter) -> meter.interfaces().ifPresent(network -> containers.put(number, network)));
        taken.accept(new InterfacesReading(readAt, host.interfaces(), containers));
    }
}
