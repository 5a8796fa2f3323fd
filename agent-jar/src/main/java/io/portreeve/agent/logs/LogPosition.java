package io.portreeve.agent.logs;

import io.portreeve.agent.docker.EngineLine;

/**
 * How far a container's log was read.
 *
 * @param generation within which lines are numbered
 * @param number of the last line that was read; 0 before the first
 * @param timeNanos of that line; before the first, from when on there may be lines
 * @param same how many lines in a row up to that one have that time; 0 before the first
 */
public record LogPosition(long generation, long number, long timeNanos, int same) {
    static LogPosition from(long generation, long timeNanos) {
        return new LogPosition(generation, 0, timeNanos, 0);
    }

    LogPosition after(EngineLine line) {
        int times = line.timeNanos() == timeNanos ? same + 1 : 1;
        return new LogPosition(generation, number + 1, line.timeNanos(), times);
    }
}
