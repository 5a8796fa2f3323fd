package io.portreeve.cloud.web.chart;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How far back the charts of a page reach. */
public enum ChartRange {
    FIFTEEN_MINUTES("15m", Duration.ofMinutes(15)),
    HOUR("1h", Duration.ofHours(1)),
    SIX_HOURS("6h", Duration.ofHours(6)),
    DAY("24h", Duration.ofDays(1)),
    WEEK("7d", Duration.ofDays(7));

    private final String word;
    private final Duration length;

    ChartRange(String word, Duration length) {
        this.word = word;
        this.length = length;
    }

    /** As addresses name it; an hour for a word that is none. */
    public static ChartRange named(String word) {
        return Arrays.stream(values())
                .filter(range -> range.word.equals(word))
                .findFirst()
                .orElse(HOUR);
    }

    public static List<ChartRange> all() {
        return List.of(values());
    }

    public String word() {
        return word;
    }

    public Duration length() {
        return length;
    }

    public long seconds() {
        return length.toSeconds();
    }
}
