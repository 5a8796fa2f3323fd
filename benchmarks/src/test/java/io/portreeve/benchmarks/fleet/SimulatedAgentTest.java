package io.portreeve.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Refused;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedAgentTest {
    private final FleetPlan plan =
            new FleetPlan(1, 2, 1, Duration.ofSeconds(10), Instant.parse("2026-11-24T00:00:00Z"), 1);
    private final SettableClock clock = new SettableClock(plan.began().plusSeconds(60));
    private final Tally tally = new Tally();
    private final SimulatedAgent agent = new SimulatedAgent(plan.identity(0), new Readings(plan, 0, 0), tally, clock);
    private final Said wire = new Said();

    @Test
    void nothingButHelloIsSaidBeforeTheWelcome() {
        agent.connected(wire);
        minute();

        assertThat(wire.said).hasSize(1).first().isInstanceOf(Hello.class);
    }

    @Test
    void containersAreDeclaredBeforeTheyAreMeasured() {
        welcome(Map.of());
        minute();

        assertThat(wire.said.get(1)).isInstanceOf(Inventory.class);
        assertThat(wire.said.get(2)).isInstanceOf(LiveMetrics.class);
        assertThat(wire.said.get(3)).isInstanceOf(MetricsBatch.class);
    }

    @Test
    void noMoreIsOnItsWayThanMayBe() {
        welcome(Map.of());
        for (int reading = 0; reading < 40; reading++) {
            minute();
        }

        assertThat(wire.said.stream().filter(SimulatedAgentTest::isDurable))
                .hasSizeLessThanOrEqualTo(Limits.UNANSWERED);

        agent.heard(new Acknowledged(Stream.METRICS, 10));

        assertThat(wire.batches()).hasSize(Limits.UNANSWERED - 2 + 10);
    }

    @Test
    void whatIsNotAcknowledgedIsSentAgainUnchanged() {
        welcome(Map.of());
        minute();
        minute();
        agent.heard(new Acknowledged(Stream.METRICS, 1));
        MetricsBatch second = wire.batches().get(1);
        agent.drop();
        wire.said.clear();

        welcome(Map.of(Stream.METRICS, 1L));

        assertThat(wire.batches()).containsExactly(second);
    }

    @Test
    void whatWasStoredThoughTheAnswerWasLostCountsAsAcknowledged() {
        welcome(Map.of());
        minute();
        agent.drop();
        wire.said.clear();

        welcome(Map.of(Stream.METRICS, 1L));

        assertThat(wire.batches()).isEmpty();
        assertThat(agent.isAllAcknowledged()).isTrue();
        assertThat(tally.counts().samples()).isEqualTo(2);
    }

    @Test
    void aCloudThatForgotIsCounted() {
        welcome(Map.of());
        minute();
        agent.heard(new Acknowledged(Stream.METRICS, 1));
        agent.drop();

        welcome(Map.of());

        assertThat(tally.counts().cursorsBack()).isEqualTo(1);
    }

    @Test
    void whatWasRefusedIsNotExpectedInTheDatabase() {
        welcome(Map.of());
        minute();
        minute();
        agent.heard(new Refused(Stream.METRICS, 1, "sample-too-old", "No."));
        agent.heard(new Acknowledged(Stream.METRICS, 2));

        assertThat(agent.record().expected())
                .hasSize(2)
                .allSatisfy(container -> assertThat(container.readAt())
                        .containsExactly(plan.readAt(0, 1).toEpochMilli()));
        assertThat(tally.troubles()).containsEntry("refused sample-too-old", 1L);
    }

    @Test
    void aSilentCloudIsNoticedAndASilentAgentSpeaks() {
        welcome(Map.of());
        clock.now = clock.now.plus(Limits.HEARTBEAT);

        assertThat(agent.beat()).isTrue();
        assertThat(wire.said.get(wire.said.size() - 1)).isInstanceOf(Heartbeat.class);

        clock.now = clock.now.plus(Limits.SILENCE);

        assertThat(agent.beat()).isFalse();
    }

    @Test
    void readingsOfAMinuteTravelTogether() {
        welcome(Map.of());
        for (int reading = 0; reading < 60; reading++) {
            agent.read();
        }

        assertThat(wire.batches()).hasSizeBetween(9, 11).allMatch(MetricsBatch::isPacked);
        assertThat(wire.said.stream().filter(LiveMetrics.class::isInstance)).hasSize(60);
    }

    @Test
    void machineIsToldOfOnceAMinuteAndAnsweredFirst() {
        agent.connected(wire);
        agent.heard(new Welcome(1, clock.now, plan.interval(), Map.of(), Set.of("host-metrics")));
        minute();
        minute();
        assertThat(wire.machines()).isEqualTo(1);
        assertThat(agent.isAllAcknowledged()).isFalse();

        agent.heard(new Acknowledged(Stream.HOST_METRICS, 1));
        agent.heard(new Acknowledged(Stream.METRICS, 2));
        agent.heard(new Acknowledged(Stream.HOST_METRICS, 2));

        assertThat(wire.machines()).isEqualTo(2);
        assertThat(agent.isAllAcknowledged()).isTrue();
    }

    @Test
    void batchIsLateFromWhenItWasComplete() {
        clock.now = plan.began();
        welcome(Map.of());
        agent.read();
        agent.read();
        agent.finish();
        clock.now = plan.readAt(0, 2).plusMillis(70);
        agent.heard(new Acknowledged(Stream.METRICS, 1));

        assertThat(tally.latencies().getMaxValue()).isBetween(70_000L, 70_100L);
    }

    /** One of a single reading. */
    private void minute() {
        agent.read();
        agent.finish();
    }

    private void welcome(Map<Stream, Long> acknowledged) {
        agent.connected(wire);
        agent.heard(new Welcome(1, clock.now, plan.interval(), acknowledged));
    }

    private static boolean isDurable(AgentMessage message) {
        return message instanceof MetricsBatch || message instanceof Inventory;
    }

    private static final class Said implements Wire {
        private final List<AgentMessage> said = new ArrayList<>();

        List<MetricsBatch> batches() {
            return said.stream()
                    .filter(MetricsBatch.class::isInstance)
                    .map(MetricsBatch.class::cast)
                    .toList();
        }

        long machines() {
            return said.stream().filter(HostMetrics.class::isInstance).count();
        }

        @Override
        public void say(AgentMessage message) {
            said.add(message);
        }

        @Override
        public void close() {}
    }

    private static final class SettableClock extends Clock {
        private Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
