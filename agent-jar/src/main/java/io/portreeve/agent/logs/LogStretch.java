package io.portreeve.agent.logs;

import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import java.util.List;

/** Lines and gaps of one container that follow each other within one generation. */
public record LogStretch(String dockerId, List<LogLine> lines, List<LogGap> gaps, LogPosition after) {
    public LogStretch {
        lines = List.copyOf(lines);
        gaps = List.copyOf(gaps);
    }
}
