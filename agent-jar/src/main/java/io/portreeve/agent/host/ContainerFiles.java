package io.portreeve.agent.host;

import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The counters of one run of one container, from files that stay open. For one thread. */
public final class ContainerFiles implements AutoCloseable {
    private final CgroupFiles cgroup;
    private final File interfaces;
    private final boolean ownNetwork;

    ContainerFiles(CgroupFiles cgroup, Path interfaces, boolean ownNetwork) {
        this.cgroup = cgroup;
        this.interfaces = interfaces.toFile();
        this.ownNetwork = ownNetwork;
    }

    /**
     * Reads everything.
     *
     * @throws IOException if the run is over
     */
    public Counters read() throws IOException {
        Counters.Reading reading = cgroup.read();
        if (ownNetwork) {
            KernelText.traffic(interfacesText())
                    .ifPresent(traffic -> reading.put(Counter.NETWORK_RECEIVED_BYTES, traffic.receivedBytes())
                            .put(Counter.NETWORK_SENT_BYTES, traffic.sentBytes())
                            .put(Counter.NETWORK_RECEIVED_PACKETS, traffic.receivedPackets())
                            .put(Counter.NETWORK_SENT_PACKETS, traffic.sentPackets())
                            .put(Counter.NETWORK_ERRORS, traffic.errors())
                            .put(Counter.NETWORK_DROPS, traffic.drops()));
        }
        return reading.done();
    }

    /** Interface by interface; empty if it has no network of its own, or its network cannot be read. */
    public Optional<NetworkInterfaces> interfaces() {
        String text = ownNetwork ? interfacesText() : "";
        return text.isEmpty() ? Optional.empty() : Optional.of(InterfaceText.interfaces(text, any -> true));
    }

    @Override
    public void close() {
        cgroup.close();
    }

    // Opened anew each time: a file that stays open keeps showing the namespace of a run that is over.
    private String interfacesText() {
        try {
            return CounterFile.readOnce(interfaces);
        } catch (IOException e) {
            return "";
        }
    }
}
