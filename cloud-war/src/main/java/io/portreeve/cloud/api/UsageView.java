package io.portreeve.cloud.api;

import io.portreeve.cloud.telemetry.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What the organization may use and uses.
 *
 * @param refusals messages of its agents that were refused in the last days, by day and reason
 */
public record UsageView(
        Limit hosts, Limit containers, int samplesPerMinuteAllowed, Bytes logBytesToday, List<Refusal> refusals) {
    /** How many there are and may be. */
    public record Limit(int used, int allowed) {}

    /** How many came since midnight, in UTC, and may come until the next. */
    public record Bytes(long used, long allowed) {}

    /** A reason, such as {@code sample-quota-reached}. */
    public record Refusal(LocalDate day, String code, long count, Instant lastAt) {}

    static UsageView of(Usage usage) {
        return new UsageView(
                new Limit(usage.used().hosts(), usage.quota().hosts()),
                new Limit(usage.used().containers(), usage.quota().containers()),
                usage.quota().samplesPerMinute(),
                new Bytes(usage.logBytesToday(), usage.quota().logBytesPerDay()),
                usage.refusals().stream()
                        .map(each -> new Refusal(each.day(), each.code(), each.count(), each.lastAt()))
                        .toList());
    }
}
