package io.portreeve.agent.event;

import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is remembered of each container's present run, to tell its health only when it changes and why it ended. */
final class Runs {
    private static final int MOST = 4_096;

    private static final class Run {
        private String health = "";
        private boolean oom;
    }

    private final Map<String, Run> runs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Run> eldest) {
            return size() > MOST;
        }
    };

    /** The event with what is known besides; empty if it says nothing new. */
    Optional<EngineEvent> seen(EngineEvent event) {
        Optional<EventKind> kind = EventKind.named(event.kind());
        if (kind.isEmpty() || event.dockerId().isEmpty()) {
            return Optional.of(event);
        }
        switch (kind.get()) {
            case CONTAINER_START, CONTAINER_DESTROY -> runs.remove(event.dockerId());
            case CONTAINER_OOM -> of(event).oom = true;
            case CONTAINER_HEALTH -> {
                return healthChanged(event) ? Optional.of(event) : Optional.empty();
            }
            case CONTAINER_DIE -> {
                return Optional.of(of(event).oom ? killedForMemory(event) : event);
            }
            default -> {
                return Optional.of(event);
            }
        }
        return Optional.of(event);
    }

    private boolean healthChanged(EngineEvent event) {
        Run run = of(event);
        String now = event.attributes().getOrDefault(EngineEvent.HEALTH, "");
        boolean changed = !now.isEmpty() && !now.equals(run.health);
        run.health = now;
        return changed;
    }

    private Run of(EngineEvent event) {
        return runs.computeIfAbsent(event.dockerId(), id -> new Run());
    }

    private static EngineEvent killedForMemory(EngineEvent event) {
        Map<String, String> attributes = new TreeMap<>(event.attributes());
        attributes.put(EngineEvent.OOM_KILLED, "true");
        return new EngineEvent(
                event.timeNanos(),
                event.kind(),
                event.dockerId(),
                event.name(),
                event.image(),
                event.composeProject(),
                event.composeService(),
                event.exitCode(),
                attributes);
    }
}
