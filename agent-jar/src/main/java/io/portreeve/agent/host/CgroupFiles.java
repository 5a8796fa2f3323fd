package io.portreeve.agent.host;

import java.io.IOException;
import java.util.OptionalLong;

/** The open cgroup files of one container. Fails with an IOException once the container's run is over. */
sealed interface CgroupFiles extends AutoCloseable permits CgroupFilesV1, CgroupFilesV2 {
    /** Everything but the network. */
    Counters read(OptionalLong networkReceived, OptionalLong networkSent) throws IOException;

    @Override
    void close();
}
