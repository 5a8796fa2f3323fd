package io.portreeve.agent.collect;

import io.portreeve.contract.sample.ContainerSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One reading of all running containers.
 *
 * @param interval since the reading before
 * @param roster declares the numbers of the samples
 */
public record Reading(Instant readAt, Duration interval, Roster roster, List<ContainerSample> samples) {
    public Reading {
        samples = List.copyOf(samples);
    }
}
