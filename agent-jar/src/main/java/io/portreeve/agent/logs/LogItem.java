package io.portreeve.agent.logs;

import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import java.util.Optional;

/**
 * A line or a gap on its way to the cloud.
 *
 * @param after where to go on when the cloud has it
 */
record LogItem(Optional<LogLine> line, Optional<LogGap> gap, LogPosition after) {
    private static final int OVERHEAD = 80;

    static LogItem of(LogLine line, LogPosition after) {
        return new LogItem(Optional.of(line), Optional.empty(), after);
    }

    static LogItem of(LogGap gap, LogPosition after) {
        return new LogItem(Optional.empty(), Optional.of(gap), after);
    }

    /** About as many bytes as it takes, here and in a message. */
    int weight() {
        int weight = OVERHEAD;
        if (line.isPresent()) {
            String text = line.get().text();
            weight += text.length();
            for (int i = 0; i < text.length(); i++) {
                weight += text.charAt(i) < 0x80 ? 0 : 2;
            }
        }
        return weight;
    }
}
