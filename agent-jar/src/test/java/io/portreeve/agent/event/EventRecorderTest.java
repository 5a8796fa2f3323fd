package io.portreeve.agent.event;

import static io.portreeve.agent.event.Engines.ONE;
import static io.portreeve.agent.event.Engines.OTHER;
import static io.portreeve.agent.event.Engines.container;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.docker.EngineOccurrence;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.protocol.Limits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRecorderTest {
    @TempDir
    Path directory;

    private final Engines engine = new Engines();
    private final SetClock clock = new SetClock();
    private final List<Happened> told = new ArrayList<>();
    private EventRecorder recorder;

    @BeforeEach
    void startAgent() {
        recorder = new EventRecorder(new EventMemory(directory), clock, told::add);
    }

    @Test
    void agentThatStartsForTheFirstTimeTellsTheLastHourAndMissesNothing() {
        clock.second = 10_000;
        startAgent();
        engine.happens(container(9_000, ONE, "start"));
        connect();
        clock.second += 60;
        recorder.tick();

        assertThat(kinds()).containsExactly("container.start");
        assertThat(gaps()).isEmpty();
    }

    @Test
    void whatIsToldAgainAfterAReconnectIsToldOnce() {
        connect();
        take(container(101, ONE, "start"));
        take(container(102, ONE, "die", "exitCode", "3"));
        engine.happens(container(103, ONE, "start"));
        connect();
        take(container(104, ONE, "pause"));

        assertThat(kinds()).containsExactly("container.start", "container.die", "container.start", "container.pause");
        assertThat(gaps()).isEmpty();
    }

    @Test
    void agentThatIsStartedAgainGoesOnWhereTheCloudHasEverything() {
        connect();
        take(container(101, ONE, "start"));
        take(container(102, ONE, "die"));
        keep(told.get(0).after());
        engine.happens(container(103, ONE, "start"));
        told.clear();

        startAgent();
        connect();
        assertThat(kinds()).containsExactly("container.die", "container.start");
        assertThat(gaps()).isEmpty();
    }

    @Test
    void twoAtTheSameInstantAreBothTold() {
        connect();
        take(container(101, ONE, "stop"));
        keep(told.get(0).after());
        engine.happens(container(101, OTHER, "stop"));
        engine.happens(container(101, ONE, "restart"));
        told.clear();

        startAgent();
        connect();
        assertThat(kinds()).containsExactly("container.stop", "container.restart");
        assertThat(gaps()).isEmpty();
    }

    @Test
    void gapIsToldWhenTheEngineForgotMoreThanItRemembers() {
        connect();
        take(container(101, ONE, "start"));
        keep(told.get(0).after());
        for (int second = 200; second < 200 + Engines.REMEMBERED; second++) {
            engine.happens(container(second, OTHER, "exec_die"));
        }
        told.clear();

        startAgent();
        connect();
        assertThat(gaps()).containsExactly(new EventGap(at(101), at(200), EventGap.AGENT_STOPPED, "", 0));
    }

    @Test
    void oneFewerThanTheEngineRemembersIsNoGap() {
        connect();
        take(container(101, ONE, "start"));
        keep(told.get(0).after());
        for (int second = 200; second < 200 + Engines.REMEMBERED - 1; second++) {
            engine.happens(container(second, OTHER, "exec_die"));
        }
        told.clear();

        startAgent();
        connect();
        assertThat(gaps()).isEmpty();
    }

    @Test
    void engineThatStartedAnewAndSaysNothingLeavesAGap() {
        connect();
        take(container(101, ONE, "start"));
        engine.restart();
        clock.second = 120;
        connect();
        recorder.tick();
        assertThat(gaps()).isEmpty();
        clock.second = 125;
        recorder.tick();
        recorder.tick();

        assertThat(gaps()).containsExactly(new EventGap(at(101), at(120), EventGap.ENGINE_LOST, "", 0));
    }

    @Test
    void whatIsNotToldMovesThePositionAllTheSame() {
        connect();
        take(container(101, ONE, "start"));
        take(container(102, ONE, "exec_create: sh -c true"));
        clock.second += 60;
        recorder.tick();

        assertThat(kinds()).containsExactly("container.start");
        assertThat(told.get(1).isEmpty()).isTrue();
        assertThat(told.get(1).after().moment()).isEqualTo(at(102));
    }

    @Test
    void healthIsToldWhenItChanges() {
        connect();
        take(container(101, ONE, "health_status: healthy"));
        take(container(102, ONE, "health_status: healthy"));
        take(container(103, ONE, "health_status: unhealthy"));
        take(container(104, ONE, "start"));
        take(container(105, ONE, "health_status: unhealthy"));

        assertThat(events())
                .filteredOn(event -> event.kind().equals("container.health"))
                .extracting(event -> event.attributes().get(EngineEvent.HEALTH))
                .containsExactly("healthy", "unhealthy", "unhealthy");
    }

    @Test
    void endAfterAnOutOfMemoryKillSaysSo() {
        connect();
        take(container(101, ONE, "oom"));
        take(container(102, ONE, "die", "exitCode", "137"));
        take(container(103, ONE, "start"));
        take(container(104, ONE, "die", "exitCode", "0"));

        assertThat(events())
                .filteredOn(event -> event.kind().equals("container.die"))
                .extracting(EngineEvent::exitCode, event -> event.attributes().get(EngineEvent.OOM_KILLED))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Optional.of(137), "true"),
                        org.assertj.core.groups.Tuple.tuple(Optional.of(0), null));
    }

    @Test
    void floodOfOneContainerIsBoundedAndCountedAndOthersAreHeard() {
        connect();
        for (int i = 0; i < 1_000; i++) {
            take(new EngineOccurrence(101 * Engines.SECOND + i, "container", "pause", ONE, Map.of()));
        }
        take(container(102, OTHER, "start"));
        assertThat(events()).hasSize(101);
        assertThat(gaps()).isEmpty();
        EventPosition whileOpen = told.get(told.size() - 1).after();
        assertThat(whileOpen.timeNanos()).isEqualTo(101 * Engines.SECOND + 99);

        clock.second += 60;
        recorder.tick();
        recorder.tick();
        assertThat(gaps()).hasSize(1);
        assertThat(gaps().get(0).missed()).isEqualTo(900);
        assertThat(gaps().get(0).dockerId()).isEqualTo(ONE);
        assertThat(told.get(told.size() - 1).after().moment()).isEqualTo(at(102));
    }

    @Test
    void endOfAContainerIsHeardThroughItsFlood() {
        connect();
        for (int i = 0; i < 1_000; i++) {
            take(new EngineOccurrence(101 * Engines.SECOND + i, "container", "pause", ONE, Map.of()));
        }
        take(new EngineOccurrence(101 * Engines.SECOND + 1_000, "container", "die", ONE, Map.of("exitCode", "137")));
        assertThat(events()).extracting(EngineEvent::kind).last().isEqualTo("container.die");
    }

    @Test
    void floodOfManyContainersIsToldInPortions() {
        connect();
        for (int container = 0; container < 300; container++) {
            String id = String.format("%064x", container + 16);
            for (int i = 0; i < 101; i++) {
                take(new EngineOccurrence(
                        101 * Engines.SECOND + container * 1_000L + i, "container", "pause", id, Map.of()));
            }
        }
        clock.second += 60;
        recorder.tick();
        recorder.tick();
        assertThat(gaps()).hasSize(300);
        assertThat(told).allMatch(happened -> happened.gaps().size() < Limits.EVENTS_PER_BATCH);
    }

    @Test
    void engineThatGoesAndComesIsTold() {
        recorder.engine(Optional.of("it hangs"));
        recorder.engine(Optional.of("it hangs still"));
        recorder.engine(Optional.empty());

        assertThat(kinds()).containsExactly("engine.down", "engine.up");
        assertThat(events().get(0).attributes()).containsEntry(EngineEvent.PROBLEM, "it hangs");
    }

    @Test
    void clockThatIsSetBackWhileFollowingLosesNothing() {
        connect();
        take(container(1_000, ONE, "start"));
        take(container(500, ONE, "pause"));
        clock.second = 500;
        keep(told.get(told.size() - 1).after());
        engine.happens(container(501, ONE, "unpause"));
        told.clear();

        startAgent();
        connect();
        take(container(502, ONE, "stop"));
        assertThat(kinds()).endsWith("container.unpause", "container.stop").doesNotContain("container.pause");
    }

    @Test
    void clockThatIsSetBackWhileNobodyFollowsLosesNothing() {
        connect();
        take(container(1_000, ONE, "start"));
        keep(told.get(0).after());
        engine.happens(container(500, ONE, "pause"));
        clock.second = 505;
        told.clear();

        startAgent();
        connect();
        take(container(506, ONE, "stop"));
        clock.second = 600;
        recorder.tick();
        assertThat(kinds()).containsExactly("container.pause", "container.stop");
        assertThat(gaps()).isEmpty();
    }

    @Test
    void gapAfterAClockWasSetBackLiesBeforeNow() {
        connect();
        take(container(1_000, ONE, "start"));
        keep(told.get(0).after());
        engine.restart();
        clock.second = 500;
        told.clear();

        startAgent();
        connect();
        take(container(501, ONE, "pause"));
        clock.second = 505;
        recorder.tick();
        assertThat(kinds()).containsExactly("container.pause");
        assertThat(gaps()).containsExactly(new EventGap(at(500), at(500), EventGap.AGENT_STOPPED, "", 0));
    }

    @Test
    void clockThatIsSetBackWhileConnectingDelaysTheGapNoLongerThanUsual() {
        connect();
        take(container(1_000, ONE, "start"));
        keep(told.get(0).after());
        engine.restart();
        clock.second = 1_100;
        told.clear();

        startAgent();
        connect();
        clock.second = 200;
        take(container(201, ONE, "pause"));
        clock.second = 205;
        recorder.tick();
        assertThat(kinds()).containsExactly("container.pause");
        assertThat(gaps()).hasSize(1);
    }

    @Test
    void engineThatWasNeverReachedWasNotFollowed() {
        recorder.connecting();
        clock.second += 60;
        recorder.tick();
        connect();
        clock.second += 60;
        recorder.tick();
        assertThat(gaps()).isEmpty();
    }

    private void connect() {
        long since = recorder.connecting();
        recorder.connected();
        engine.since(since).forEach(recorder::take);
    }

    private void take(EngineOccurrence occurrence) {
        recorder.take(engine.happens(occurrence));
    }

    private void keep(EventPosition position) {
        new EventMemory(directory).write(position);
    }

    private List<EngineEvent> events() {
        return told.stream().flatMap(each -> each.events().stream()).toList();
    }

    private List<String> kinds() {
        return events().stream().map(EngineEvent::kind).toList();
    }

    private List<EventGap> gaps() {
        return told.stream().flatMap(each -> each.gaps().stream()).toList();
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static final class SetClock extends Clock {
        private long second = 100;

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(second);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
