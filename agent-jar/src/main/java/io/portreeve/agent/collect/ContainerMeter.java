package io.portreeve.agent.collect;

import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.host.ContainerFiles;
import io.portreeve.agent.host.HostFiles;
import io.portreeve.agent.usage.Counters;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one run of one container, from its files if they are here, otherwise by what the engine answers. */
final class ContainerMeter implements AutoCloseable {
    private final EngineContainer container;
    private final HostFiles host;
    private Optional<ContainerFiles> files;
    private Optional<Counters> before = Optional.empty();

    ContainerMeter(EngineContainer container, HostFiles host) {
        this.container = container;
        this.host = host;
        files = open();
        files.ifPresent(this::readBaseline);
    }

    /** Whether this is still the same run. */
    boolean isOf(EngineContainer other) {
        return container.pid() == other.pid() && container.startedAt().equals(other.startedAt());
    }

    boolean hasFiles() {
        return files.isPresent();
    }

    /** Looks for the files once more. */
    void lookAgain() {
        if (files.isEmpty()) {
            files = open();
            files.ifPresent(this::readBaseline);
        }
    }

    /**
     * Reads the files.
     *
     * @return empty if there is nothing to compare with yet
     * @throws IOException if the run is over
     */
    Optional<ContainerSample> sample(int number, OptionalLong hostMemory) throws IOException {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        return next(files.get().read(), number, hostMemory);
    }

    /** Takes the engine's answer instead. */
    Optional<ContainerSample> sample(int number, OptionalLong hostMemory, Counters stats) {
        return next(container.ownNetwork() ? stats : stats.withoutNetwork(), number, hostMemory);
    }

    /** Its network, interface by interface; empty without one of its own, and where nobody told. */
    Optional<NetworkInterfaces> interfaces() {
        return files.isPresent() ? files.get().interfaces() : before.flatMap(Counters::interfaces);
    }

    @Override
    public void close() {
        files.ifPresent(ContainerFiles::close);
    }

    private Optional<ContainerSample> next(Counters now, int number, OptionalLong hostMemory) {
        Optional<ContainerSample> sample = before.map(earlier -> Rates.between(earlier, now, number, hostMemory));
        before = Optional.of(now);
        return sample;
    }

    private Optional<ContainerFiles> open() {
        return host.open(container.id(), container.pid(), container.ownNetwork());
    }

    private void readBaseline(ContainerFiles opened) {
        try {
            before = Optional.of(opened.read());
        } catch (IOException e) {
            before = Optional.empty();
        }
    }
}
