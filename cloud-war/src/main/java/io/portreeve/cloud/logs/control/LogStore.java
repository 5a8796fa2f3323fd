package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogPage;
import io.portreeve.cloud.logs.NewLines;
import io.portreeve.contract.log.ContainerLog;
import java.util.List;
import java.util.Set;

/** Where lines are kept, in the scope of one organization. */
public interface LogStore {
    /** Those of the agent's containers, by the engine's ids, that no inventory has declared. */
    Set<String> unknown(AuthenticatedAgent agent, List<ContainerLog> logs);

    /**
     * Stores what is new of these, and gives that; part of the caller's transaction, so that it is stored together with
     * the agent's cursor or not at all.
     */
    List<NewLines> append(AuthenticatedAgent agent, List<ContainerLog> logs);

    LogPage search(LogFilter filter);
}
