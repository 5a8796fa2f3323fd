package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class LiveSubscriptionsTest {
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final OrganizationId OURS = new OrganizationId(new UUID(0, 1));
    private static final OrganizationId THEIRS = new OrganizationId(new UUID(0, 2));

    private final Map<String, BiConsumer<String, String>> bus = new HashMap<>();
    private final LiveSubscriptions subscriptions = new LiveSubscriptions((pattern, listener) -> {
        assertThat(bus.put(pattern, listener)).isNull();
        return () -> bus.remove(pattern);
    });
    private final List<LiveSamples> heard = new ArrayList<>();

    @Test
    void samplesArriveAsTheyWereTold() throws Exception {
        try (AutoCloseable subscription = subscriptions.add(OURS, heard::add)) {
            assertThat(subscription).isNotNull();
            tell(OURS, LiveText.write(reading(OURS)));
        }
        assertThat(heard).containsExactly(samples(OURS));
    }

    @Test
    void whatWasReadOnlyForWhoWatchesIsToldAsSuch() {
        LiveReading all = reading(OURS);
        subscriptions.add(OURS, heard::add);
        tell(OURS, LiveText.write(new LiveReading(all.organization(), all.host(), all.reading(), true, all.numbers())));
        assertThat(heard)
                .singleElement()
                .satisfies(samples -> assertThat(samples.extra()).isTrue());
    }

    @Test
    void listenersOfAnOrganizationShareOneSubscription() throws Exception {
        AutoCloseable first = subscriptions.add(OURS, heard::add);
        AutoCloseable second = subscriptions.add(OURS, heard::add);
        assertThat(bus).hasSize(1);
        tell(OURS, LiveText.write(reading(OURS)));
        assertThat(heard).hasSize(2);
        first.close();
        assertThat(bus).hasSize(1);
        second.close();
        assertThat(bus).isEmpty();
    }

    @Test
    void subscriptionEndsOnce() throws Exception {
        AutoCloseable first = subscriptions.add(OURS, heard::add);
        subscriptions.add(OURS, samples -> {});
        first.close();
        first.close();
        assertThat(bus).hasSize(1);
    }

    @Test
    void samplesOfAnotherOrganizationAreNotPassedOn() {
        subscriptions.add(OURS, heard::add);
        tell(OURS, LiveText.write(reading(THEIRS)));
        assertThat(heard).isEmpty();
    }

    @Test
    void garbageIsPassedOver() {
        subscriptions.add(OURS, heard::add);
        for (String garbage : List.of(
                "", "{", "null", "AQ==", "AAAA", LiveText.write(reading(OURS)).substring(0, 80))) {
            tell(OURS, garbage);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void listenerThatFailsStopsNoOther() {
        subscriptions.add(OURS, samples -> {
            throw new IllegalStateException("gone");
        });
        subscriptions.add(OURS, heard::add);
        tell(OURS, LiveText.write(reading(OURS)));
        assertThat(heard).hasSize(1);
    }

    private void tell(OrganizationId organization, String text) {
        bus.get("live:" + organization + ":*").accept("live:" + organization + ":host", text);
    }

    private static LiveReading reading(OrganizationId organization) {
        double none = Double.NaN;
        ContainerSample known = new ContainerSample(4, 0.25, none, none, none, none, none, none, none, 3);
        ContainerSample unknown = new ContainerSample(5, 0.5, none, none, none, none, none, none, none, 3);
        return new LiveReading(
                organization,
                new HostId(new UUID(0, 8)),
                new HostReading(AT, Duration.ofSeconds(10), List.of(known, unknown)),
                Map.of(4, new ContainerId(new UUID(0, 9))));
    }

    private static LiveSamples samples(OrganizationId organization) {
        LatestSample sample =
                new LatestSample(new ContainerId(new UUID(0, 9)), AT, Map.of(Metric.CPU_CORES, 0.25, Metric.PIDS, 3.0));
        return new LiveSamples(organization, new HostId(new UUID(0, 8)), AT, List.of(sample));
    }
}
