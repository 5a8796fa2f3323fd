package io.portreeve.cloud.web.events;

import io.portreeve.cloud.events.Event;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventKind;
import java.util.Optional;

/** How an event is shown: never by colour alone. */
record EventLook(String tone, String icon) {
    private static final EventLook NEUTRAL = new EventLook("neutral", "activity");

    static EventLook of(Event event) {
        if (event.kind().equals(Event.GAP)) {
            return new EventLook("warning", "triangle-alert");
        }
        Optional<EventKind> kind = EventKind.named(event.kind());
        return kind.map(known -> of(known, event)).orElse(NEUTRAL);
    }

    private static EventLook of(EventKind kind, Event event) {
        return switch (kind) {
            case CONTAINER_START -> new EventLook("ok", "play");
            case CONTAINER_DIE -> ended(event);
            case CONTAINER_OOM -> new EventLook("critical", "memory-stick");
            case CONTAINER_HEALTH -> health(event);
            case CONTAINER_KILL -> new EventLook("neutral", "octagon-alert");
            case CONTAINER_STOP -> new EventLook("neutral", "square");
            case CONTAINER_RESTART -> new EventLook("neutral", "rotate-cw");
            case CONTAINER_PAUSE -> new EventLook("warning", "circle-pause");
            case CONTAINER_UNPAUSE -> new EventLook("ok", "play");
            case CONTAINER_CREATE, NETWORK_CREATE, VOLUME_CREATE -> new EventLook("neutral", "plus");
            case CONTAINER_DESTROY, NETWORK_DESTROY, VOLUME_DESTROY, IMAGE_DELETE, IMAGE_UNTAG ->
                new EventLook("neutral", "x");
            case IMAGE_PULL, IMAGE_TAG -> new EventLook("neutral", "image");
            case NETWORK_CONNECT, NETWORK_DISCONNECT -> new EventLook("neutral", "network");
            case ENGINE_UP -> new EventLook("ok", "circle-check");
            case ENGINE_DOWN -> new EventLook("critical", "unplug");
            case CONTAINER_RENAME, CONTAINER_UPDATE -> NEUTRAL;
        };
    }

    private static EventLook ended(Event event) {
        boolean failed = event.exitCode().filter(code -> code != 0).isPresent();
        return failed ? new EventLook("critical", "circle-x") : new EventLook("neutral", "square");
    }

    private static EventLook health(Event event) {
        return switch (event.attributes().getOrDefault(EngineEvent.HEALTH, "")) {
            case "healthy" -> new EventLook("ok", "heart-pulse");
            case "unhealthy" -> new EventLook("critical", "heart-pulse");
            default -> new EventLook("neutral", "heart-pulse");
        };
    }
}
