package io.portreeve.cloud.web.format;

/**
 * One measured value and what it takes to keep it live on the page.
 *
 * @param subject id of the host or container whose events bring new values
 * @param metric its name in those events
 * @param unit as {@link Formats#show} knows it
 * @param value null when not known
 * @param most what a full meter means; null if there is no such bound
 */
public record Reading(String subject, String metric, String unit, Double value, Double most) {
    public String text() {
        return Formats.show(unit, value);
    }

    public boolean bounded() {
        return most != null && most > 0;
    }

    /** Never above the bound, for the meter. */
    public double filled() {
        return value == null || !bounded() ? 0 : Math.min(value, most);
    }

    /** As part of the bound; empty without one. */
    public String share() {
        return value == null || !bounded() ? "" : Formats.round("percent", Math.rint(100 * value / most) / 100);
    }

    public String mostText() {
        return Formats.round(unit, most);
    }
}
