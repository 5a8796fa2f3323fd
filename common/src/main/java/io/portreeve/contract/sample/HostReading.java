package io.portreeve.contract.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The samples of all running containers of a host at one moment.
 *
 * @param readAt the agent's clock at the reading, to the millisecond
 * @param interval time since the reading before, over which rates are means
 * @param samples one a container, at most
 */
public record HostReading(Instant readAt, Duration interval, List<ContainerSample> samples) {
    public HostReading {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be positive: " + interval);
        }
        samples = List.copyOf(samples);
        if (!areAscending(samples)) {
            requireEachOnce(samples);
        }
    }

    /** As they nearly always are, so that nothing has to be remembered to see that none comes twice. */
    private static boolean areAscending(List<ContainerSample> samples) {
        int before = -1;
        for (ContainerSample sample : samples) {
            if (sample.container() <= before) {
                return false;
            }
            before = sample.container();
        }
        return true;
    }

    private static void requireEachOnce(List<ContainerSample> samples) {
        Set<Integer> numbers = new HashSet<>();
        for (ContainerSample sample : samples) {
            if (!numbers.add(sample.container())) {
                throw new IllegalArgumentException("two samples of container " + sample.container());
            }
        }
    }
}
