package io.portreeve.cloud.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.PresenceChange;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.contract.sample.Metric;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(9, 9));
    private static final HostId HOST = new HostId(new UUID(1, 0));
    private static final ContainerId WEB = new ContainerId(new UUID(1, 1));
    private static final ContainerId DATABASE = new ContainerId(new UUID(1, 2));
    private static final Instant AT = Instant.ofEpochMilli(5_000);
    private static final LiveSamples BATCH = new LiveSamples(
            ORGANIZATION,
            HOST,
            AT,
            List.of(
                    new LatestSample(WEB, AT, Map.of(Metric.CPU_CORES, 0.5)),
                    new LatestSample(DATABASE, AT, Map.of(Metric.CPU_CORES, 0.25))));

    private static Optional<String> text(Optional<byte[]> event) {
        return event.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void containerAloneHasItsValues() {
        assertThat(text(LiveEvents.of(BATCH, LiveFilter.of(null, WEB.toString(), null))))
                .contains("event: samples\ndata: {\"host\":\"" + HOST + "\",\"at\":5000,\"containers\":{\"" + WEB
                        + "\":{\"cpuCores\":0.5}}}\n\n");
    }

    @Test
    void hostHasSumsAndContainers() {
        assertThat(text(LiveEvents.of(BATCH, LiveFilter.of(HOST.toString(), null, null)))
                        .orElseThrow())
                .contains("\"totals\":{\"cpuCores\":0.75}", WEB.toString(), DATABASE.toString());
    }

    @Test
    void whatWasReadOnlyForWhoWatchesMakesNoSums() {
        LiveSamples extra = new LiveSamples(ORGANIZATION, HOST, AT, BATCH.samples(), true);
        assertThat(LiveEvents.of(extra, LiveFilter.of(null, null, ""))).isEmpty();
        assertThat(text(LiveEvents.of(extra, LiveFilter.of(HOST.toString(), null, null)))
                        .orElseThrow())
                .contains(WEB.toString())
                .doesNotContain("totals");
    }

    @Test
    void pageAboutAContainerLooksClosely() {
        assertThat(LiveFilter.of(null, WEB.toString(), null).closely()).containsExactly(WEB);
        assertThat(LiveFilter.of(null, null, WEB.toString()).closely()).isEmpty();
        assertThat(LiveFilter.of(HOST.toString(), null, null).closely()).isEmpty();
    }

    @Test
    void overviewHasSumsOnly() {
        assertThat(text(LiveEvents.of(BATCH, LiveFilter.of(null, null, ""))).orElseThrow())
                .contains("\"totals\":{\"cpuCores\":0.75}", "\"containers\":{}");
    }

    @Test
    void whatIsNotWatchedIsNotSent() {
        String other = new UUID(7, 7).toString();
        assertThat(LiveEvents.of(BATCH, LiveFilter.of(other, null, null))).isEmpty();
        assertThat(LiveEvents.of(BATCH, LiveFilter.of(null, other, null))).isEmpty();
    }

    @Test
    void presenceIsToldToThoseWhoWatchTheHost() {
        PresenceChange change = new PresenceChange(ORGANIZATION, HOST, Presence.OFFLINE, AT);
        assertThat(text(LiveEvents.of(change, LiveFilter.of(HOST.toString(), null, null))))
                .contains("event: host\ndata: {\"host\":\"" + HOST + "\",\"presence\":\"OFFLINE\",\"at\":5000}\n\n");
        assertThat(LiveEvents.of(change, LiveFilter.of(new UUID(7, 7).toString(), null, null)))
                .isEmpty();
    }
}
