package io.portreeve.contract.log;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A stretch of one container's log. Whoever read it numbers the lines, so that a stretch that comes again, cut
 * differently, is known by its numbers; where the numbers cannot be carried on a new generation begins.
 *
 * @param dockerId 64 hexadecimal digits, declared by an inventory before
 * @param generation rises
 * @param through the number of the last line that this stretch covers, lines that were left out among them
 * @param lines by rising numbers, none above {@code through}
 * @param gaps by rising numbers, none above {@code through}
 */
public record ContainerLog(String dockerId, long generation, long through, List<LogLine> lines, List<LogGap> gaps) {
    private static final Pattern DOCKER_ID = Pattern.compile("[0-9a-f]{64}");

    public ContainerLog {
        lines = List.copyOf(lines);
        gaps = List.copyOf(gaps);
        if (!DOCKER_ID.matcher(dockerId).matches()) {
            throw new IllegalArgumentException("dockerId is not 64 hexadecimal digits");
        }
        if (generation < 0 || through < 0) {
            throw new IllegalArgumentException("a number is negative");
        }
        long before = 0;
        for (LogLine line : lines) {
            if (line.number() <= before || line.number() > through) {
                throw new IllegalArgumentException("the numbers of lines do not rise to through");
            }
            before = line.number();
        }
        before = 0;
        for (LogGap gap : gaps) {
            if (gap.number() < before || gap.number() > through) {
                throw new IllegalArgumentException("the numbers of gaps do not rise to through");
            }
            before = gap.number();
        }
    }
}
