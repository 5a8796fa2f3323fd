package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.logs.LiveLine;
import io.portreeve.cloud.logs.TailEnd;
import java.util.List;

/** What one who watches a log is told. */
sealed interface TailNews {
    /**
     * Lines, the oldest first.
     *
     * @param missed how many were left out before them
     */
    record Lines(long missed, List<LiveLine> lines) implements TailNews {}

    /** What becomes of the watching, by a name. */
    record Standing(String state) implements TailNews {}

    /** Nothing happened. */
    record Beat() implements TailNews {}

    /** The last that is told. */
    record Ended(TailEnd reason) implements TailNews {}
}
