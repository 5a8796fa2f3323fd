package io.portreeve.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The counters of one run of one container, from files that stay open. For one thread. */
public final class ContainerFiles implements AutoCloseable {
    private final CgroupFiles cgroup;
    private final Path interfaces;
    private final boolean ownNetwork;

    ContainerFiles(CgroupFiles cgroup, Path interfaces, boolean ownNetwork) {
        this.cgroup = cgroup;
        this.interfaces = interfaces;
        this.ownNetwork = ownNetwork;
    }

    /**
     * Reads everything.
     *
     * @throws IOException if the run is over
     */
    public Counters read() throws IOException {
        OptionalLong received = OptionalLong.empty();
        OptionalLong sent = OptionalLong.empty();
        if (ownNetwork) {
            var transfer = KernelText.interfaces(interfacesText());
            if (transfer.isPresent()) {
                received = OptionalLong.of(transfer.get().in());
                sent = OptionalLong.of(transfer.get().out());
            }
        }
        return cgroup.read(received, sent);
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
