package io.portreeve.cloud.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventTextsTest {
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");

    private final EventTexts texts = new EventTexts(ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void everyKindHasWords(EventKind kind) {
        Event event = event(kind.wireName(), Optional.empty(), Map.of());
        assertThat(texts.title(event)).isNotEmpty().isNotEqualTo(kind.wireName());
        assertThat(EventLook.of(event).icon()).isNotEmpty();
    }

    @Test
    void kindOfANewerVersionIsNamedAsItCame() {
        Event event = event("plugin.enable", Optional.empty(), Map.of());
        assertThat(texts.title(event)).isEqualTo("plugin.enable");
        assertThat(texts.detail(event)).isEmpty();
        assertThat(EventLook.of(event).tone()).isEqualTo("neutral");
    }

    @Test
    void endSaysWithWhichCodeAndWhy() {
        Event event = event("container.die", Optional.of(137), Map.of(EngineEvent.OOM_KILLED, "true"));
        assertThat(texts.detail(event)).isEqualTo("exit code 137, out of memory");
        assertThat(EventLook.of(event).tone()).isEqualTo("critical");
        assertThat(EventLook.of(event("container.die", Optional.of(0), Map.of()))
                        .tone())
                .isEqualTo("neutral");
    }

    @Test
    void healthIsItsOwnTitle() {
        assertThat(texts.title(event("container.health", Optional.empty(), Map.of(EngineEvent.HEALTH, "unhealthy"))))
                .isEqualTo("Unhealthy");
    }

    @Test
    void gapSaysSinceWhenInTheZoneOfWhoLooks() {
        Event gap = event(
                Event.GAP,
                Optional.empty(),
                Map.of(Event.REASON, "agent-stopped", Event.FROM, "2026-01-01T11:00:00Z", Event.MISSED, "12"));
        assertThat(texts.title(gap)).isEqualTo("Events may be missing");
        assertThat(texts.detail(gap)).isEqualTo("the agent did not run, 12 not told, since 1 Jan 2026, 12:00:00 CET");
    }

    @ParameterizedTest
    @CsvSource({
        "readings-thinned,Readings lost on the host,every other one given up for want of room",
        "readings-dropped,Readings lost on the host,given up for want of room",
        "readings-damaged,Readings lost on the host,the disk did not give them back",
        "machine-expired,Readings of the machine lost on the host,the control plane was out of reach for too long",
        "readings-torn,Readings lost on the host,being written when the agent was killed",
        "events-refused,Events lost on the host,the control plane did not take them"
    })
    void whatTheHostLostSaysWhatAndWhyAndHowMuch(String reason, String title, String why) {
        Event gap = event(
                Event.GAP,
                Optional.empty(),
                Map.of(Event.REASON, reason, Event.FROM, "2026-01-01T11:00:00Z", Event.MISSED, "12"));
        assertThat(texts.title(gap)).isEqualTo(title);
        assertThat(texts.detail(gap)).isEqualTo(why + ", 12 lost, since 1 Jan 2026, 12:00:00 CET");
    }

    @Test
    void reasonOfANewerVersionIsSaidAsItCame() {
        Event gap = event(Event.GAP, Optional.empty(), Map.of(Event.REASON, "readings-eaten"));
        assertThat(texts.title(gap)).isEqualTo("Readings lost on the host");
        assertThat(texts.detail(gap)).isEqualTo("readings-eaten");
    }

    private static Event event(String kind, Optional<Integer> exitCode, Map<String, String> attributes) {
        return new Event(
                EventId.of(AT, kind),
                new HostId(new UUID(1, 1)),
                AT,
                kind,
                Optional.empty(),
                "",
                "box",
                "",
                "",
                "",
                exitCode,
                attributes);
    }
}
