package io.portreeve.agent.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** How much processor time a container may use. It changes rarely, so that its files are read once a minute. */
final class CpuLimit {
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Optional<CounterFile>> files;
    private OptionalLong limit = OptionalLong.empty();
    private long readAt;
    private boolean isRead;

    private CpuLimit(List<Optional<CounterFile>> files) {
        this.files = files;
    }

    /** Version 1: {@code cpu.cfs_quota_us} and {@code cpu.cfs_period_us}. */
    static CpuLimit of(Optional<CounterFile> quota, Optional<CounterFile> period) {
        return new CpuLimit(List.of(quota, period));
    }

    /** Version 2: {@code cpu.max}, as in "150000 100000". */
    static CpuLimit of(Optional<CounterFile> max) {
        return new CpuLimit(List.of(max));
    }

    /** Nanoseconds of each second; absent without a limit. */
    OptionalLong nanos(long now) throws IOException {
        if (!isRead || now - readAt >= KEPT_NANOS) {
            StringBuilder text = new StringBuilder();
            for (Optional<CounterFile> file : files) {
                text.append(OpenFiles.text(file)).append(' ');
            }
            limit = parse(text.toString());
            readAt = now;
            isRead = true;
        }
        return limit;
    }

    private static OptionalLong parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        OptionalLong quota = KernelText.number(words[0]);
        OptionalLong period = words.length < 2 ? OptionalLong.empty() : KernelText.number(words[1]);
        return quota.isPresent() && period.orElse(0) > 0
                ? OptionalLong.of(Math.round(quota.getAsLong() * NANOS_PER_SECOND / period.getAsLong()))
                : OptionalLong.empty();
    }
}
