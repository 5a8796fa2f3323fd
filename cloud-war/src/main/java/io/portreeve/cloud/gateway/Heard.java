package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What other nodes told and nobody has taken up yet. The bus's one thread puts it here, and a thread of the container's
 * takes it: the bus must not wait, and its thread knows nothing of the application.
 */
final class Heard {
    private Set<HostId> rung = new HashSet<>();
    private Set<HostId> chosen = new HashSet<>();
    private Map<AgentId, Long> begun = new HashMap<>();
    private Map<OrganizationId, Set<ContainerId>> watched = new HashMap<>();
    private Map<Place, Map<ContainerId, Integer>> tailed = new HashMap<>();

    /** A host, and whose it is. */
    record Place(OrganizationId organization, HostId host) {}

    /**
     * All since the last time.
     *
     * @param rung hosts for which something waits
     * @param chosen hosts whose logs something was chosen for
     * @param begun the newest sessions of agents
     * @param watched what somebody looks at closely
     * @param tailed whose logs somebody watches, and how many of the last lines of each are to be told
     */
    record News(
            Set<HostId> rung,
            Set<HostId> chosen,
            Map<AgentId, Long> begun,
            Map<OrganizationId, Set<ContainerId>> watched,
            Map<Place, Map<ContainerId, Integer>> tailed) {}

    synchronized void rung(HostId host) {
        rung.add(host);
    }

    synchronized void chosen(HostId host) {
        chosen.add(host);
    }

    synchronized void begun(AgentId agent, long epoch) {
        begun.merge(agent, epoch, Math::max);
    }

    synchronized void watched(OrganizationId organization, Set<ContainerId> containers) {
        watched.computeIfAbsent(organization, any -> new HashSet<>()).addAll(containers);
    }

    synchronized void tailed(OrganizationId organization, HostId host, ContainerId container, int lines) {
        tailed.computeIfAbsent(new Place(organization, host), any -> new HashMap<>())
                .merge(container, lines, Math::max);
    }

    synchronized News take() {
        News news = new News(rung, chosen, begun, watched, tailed);
        rung = new HashSet<>();
        chosen = new HashSet<>();
        begun = new HashMap<>();
        watched = new HashMap<>();
        tailed = new HashMap<>();
        return news;
    }
}
