package io.portreeve.agent;

import io.portreeve.agent.collect.Collector;
import io.portreeve.agent.link.Pacing;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** Tells a collector, which need not be there before the first call. */
record LaterCollector(Supplier<Collector> collector) implements Pacing {
    @Override
    public void every(Duration interval) {
        collector.get().every(interval);
    }

    @Override
    public void leased(Set<Integer> containers, Duration interval, Duration lasts) {
        collector.get().watch(containers, interval, lasts);
    }
}
