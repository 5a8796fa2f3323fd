package io.portreeve.contract.message;

import io.portreeve.contract.log.ContainerLog;
import io.portreeve.contract.protocol.Limits;
import java.util.List;

/**
 * What containers wrote; for a cloud whose WELCOME names {@link io.portreeve.contract.protocol.Capability#LOGS}.
 *
 * @param sequence number in {@link Stream#LOGS}
 * @param containers with {@code Limits.LOG_LINES_PER_BATCH} lines at most and as many gaps, each container once
 */
public record LogsBatch(long sequence, List<ContainerLog> containers) implements AgentMessage, Durable {
    public LogsBatch {
        containers = List.copyOf(containers);
        long lines = containers.stream().mapToLong(log -> log.lines().size()).sum();
        long gaps = containers.stream().mapToLong(log -> log.gaps().size()).sum();
        if (Math.max(lines, gaps) > Limits.LOG_LINES_PER_BATCH) {
            throw new IllegalArgumentException("more than " + Limits.LOG_LINES_PER_BATCH + " lines or gaps");
        }
        if (containers.stream().map(ContainerLog::dockerId).distinct().count() < containers.size()) {
            throw new IllegalArgumentException("a container comes twice");
        }
    }

    @Override
    public Stream stream() {
        return Stream.LOGS;
    }
}
