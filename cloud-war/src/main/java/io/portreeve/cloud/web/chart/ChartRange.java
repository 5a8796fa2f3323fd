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
    WEEK("7d", Duration.ofDays(7)),
    MONTH("30d", Duration.ofDays(30)),
    YEAR("1y", Duration.ofDays(365));

    private final String word;
    private final Duration length;

    ChartRange(String word, Duration length) {
        this.word = word;
        this.length = length;
    }

    /** As addresses name it; for a word that is none an hour, or less for what has no more history yet. */
    public static ChartRange named(String word, Duration history) {
        return Arrays.stream(values())
                .filter(range -> range.word.equals(word))
                .findFirst()
                .orElse(history.compareTo(FIFTEEN_MINUTES.length) < 0 ? FIFTEEN_MINUTES : HOUR);
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
