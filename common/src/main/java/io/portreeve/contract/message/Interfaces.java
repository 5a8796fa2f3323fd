package io.portreeve.contract.message;

import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has gone through each network interface of the host and of its running containers; about once a minute, to a
 * cloud whose WELCOME names {@link io.portreeve.contract.protocol.Capability#INTERFACES}. Neither numbered nor
 * acknowledged: counters only rise, so that the next one tells all that one that was lost would have. It replaces what
 * was said before; a container that is left out has no network of its own, does not run, or cannot be read.
 *
 * @param readAt the agent's clock, to the millisecond
 * @param host those of the machine, without what only containers see
 * @param containers each once; samples of numbers that are not declared are passed over
 */
public record Interfaces(Instant readAt, NetworkInterfaces host, List<ContainerInterfaces> containers)
        implements AgentMessage {
    public Interfaces {
        containers = List.copyOf(containers);
        Set<Integer> numbers = new HashSet<>();
        int all = 0;
        for (ContainerInterfaces each : containers) {
            all += each.network().interfaces().size();
            if (!numbers.add(each.container())) {
                throw new IllegalArgumentException("two networks of container " + each.container());
            }
        }
        if (containers.size() > Limits.CONTAINERS_PER_HOST || all > Limits.INTERFACES_PER_MESSAGE) {
            throw new IllegalArgumentException(
                    "more than " + Limits.INTERFACES_PER_MESSAGE + " interfaces, or too many containers");
        }
    }
}
