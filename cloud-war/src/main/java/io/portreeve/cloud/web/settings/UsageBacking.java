package io.portreeve.cloud.web.settings;

import io.portreeve.cloud.telemetry.Refusals;
import io.portreeve.cloud.telemetry.Usage;
import io.portreeve.cloud.telemetry.boundary.Usages;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.format.Formats;
import io.portreeve.cloud.web.format.Moment;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What the organization may use, uses, and was refused lately. */
@Named("usage")
@RequestScoped
public class UsageBacking {
    @Inject
    Caller caller;

    @Inject
    Usages usages;

    @Inject
    Clock clock;

    private Usage usage;

    /**
     * So much of what is allowed.
     *
     * @param textKey says what
     */
    public record Share(String textKey, int used, int allowed) {
        public String usedText() {
            return number(used);
        }

        public String allowedText() {
            return number(allowed);
        }

        public int filled() {
            return Math.min(used, allowed);
        }
    }

    /** Messages refused on a day for a reason. */
    public record RefusalRow(String day, String code, String count, Moment last) {}

    @PostConstruct
    void load() {
        usage = caller.scoped(usages::current);
    }

    public List<Share> getShares() {
        return List.of(
                new Share("usage.hosts", usage.used().hosts(), usage.quota().hosts()),
                new Share(
                        "usage.containers",
                        usage.used().containers(),
                        usage.quota().containers()));
    }

    public String getLogBytes() {
        return Formats.bytes((double) usage.logBytesToday());
    }

    public String getLogBytesAllowed() {
        return Formats.bytes((double) usage.quota().logBytesPerDay());
    }

    /** Thousandths of what is allowed. */
    public long getLogShare() {
        long allowed = Math.max(1, usage.quota().logBytesPerDay());
        return Math.min(1_000, Math.round(1e3 * usage.logBytesToday() / allowed));
    }

    public String getSamplesPerMinute() {
        return number(usage.quota().samplesPerMinute());
    }

    /** The newest first. */
    public List<RefusalRow> getRefusals() {
        Instant now = clock.instant();
        return usage.refusals().stream().map(each -> row(each, now)).toList();
    }

    private RefusalRow row(Refusals refusals, Instant now) {
        return new RefusalRow(
                refusals.day().toString(),
                refusals.code(),
                number(refusals.count()),
                Moment.of(refusals.lastAt(), now, caller.user().timeZone()));
    }

    private static String number(long value) {
        return String.format(Locale.ENGLISH, "%,d", value);
    }
}
