package io.portreeve.agent.event;

import io.portreeve.agent.docker.EngineOccurrence;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventKind;
import io.portreeve.contract.protocol.Limits;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The engine's words to the contract's. */
final class Wording {
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";
    private static final String DOCKER_ID = "[0-9a-f]{64}";

    /** Podman's words where they differ from Docker's, and a container's health. */
    private static final Map<String, String> SAME = Map.of(
            "container.died", "container.die",
            "container.remove", "container.destroy",
            "container.health_status", "container.health",
            "image.remove", "image.delete",
            "network.remove", "network.destroy",
            "volume.remove", "volume.destroy");

    private Wording() {}

    /** Empty if it is none of what is told. */
    static Optional<EngineEvent> of(EngineOccurrence occurrence) {
        String said = occurrence.type() + '.' + occurrence.verb();
        return EventKind.named(SAME.getOrDefault(said, said))
                .filter(kind -> isOfContainer(kind) == occurrence.type().equals("container"))
                .flatMap(kind -> event(kind, occurrence));
    }

    static String cut(String text) {
        return text.length() > Limits.EVENT_TEXT_LENGTH ? text.substring(0, Limits.EVENT_TEXT_LENGTH) : text;
    }

    private static boolean isOfContainer(EventKind kind) {
        return kind.wireName().startsWith("container.");
    }

    private static Optional<EngineEvent> event(EventKind kind, EngineOccurrence occurrence) {
        Map<String, String> said = occurrence.attributes();
        String dockerId = isOfContainer(kind) ? occurrence.id() : said.getOrDefault("container", "");
        boolean isContainer = dockerId.matches(DOCKER_ID);
        if (isOfContainer(kind) && !isContainer) {
            return Optional.empty();
        }
        return Optional.of(new EngineEvent(
                occurrence.timeNanos(),
                kind.wireName(),
                isContainer ? dockerId : "",
                cut(said.getOrDefault("name", isOfContainer(kind) ? "" : occurrence.id())),
                isOfContainer(kind) ? cut(said.getOrDefault("image", "")) : "",
                isOfContainer(kind) ? cut(said.getOrDefault(PROJECT, "")) : "",
                isOfContainer(kind) ? cut(said.getOrDefault(SERVICE, "")) : "",
                kind == EventKind.CONTAINER_DIE ? exitCode(said) : Optional.empty(),
                attributes(kind, occurrence)));
    }

    private static Map<String, String> attributes(EventKind kind, EngineOccurrence occurrence) {
        Map<String, String> attributes = new TreeMap<>();
        put(attributes, EngineEvent.SIGNAL, occurrence.attributes().get("signal"));
        put(
                attributes,
                EngineEvent.OLD_NAME,
                withoutSlash(occurrence.attributes().get("oldName")));
        if (kind == EventKind.CONTAINER_HEALTH) {
            put(attributes, EngineEvent.HEALTH, health(occurrence));
        }
        return attributes;
    }

    private static String health(EngineOccurrence occurrence) {
        return occurrence.detail().isEmpty()
                ? occurrence.attributes().getOrDefault("health_status", "")
                : occurrence.detail();
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        if (value != null && !value.isEmpty()) {
            attributes.put(name, cut(value));
        }
    }

    private static Optional<Integer> exitCode(Map<String, String> said) {
        String text = said.getOrDefault("exitCode", said.getOrDefault("containerExitCode", ""));
        return text.matches("-?\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static String withoutSlash(String name) {
        return name != null && name.startsWith("/") ? name.substring(1) : name;
    }
}
