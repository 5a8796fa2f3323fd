package io.portreeve.agent.host;

import io.portreeve.agent.usage.Counters;
import java.io.IOException;

/** The open cgroup files of one container. Fails with an IOException once the container's run is over. */
sealed interface CgroupFiles extends AutoCloseable permits CgroupFilesV1, CgroupFilesV2 {
    /** Everything but the network. */
    Counters.Reading read() throws IOException;

    @Override
    void close();
}
