package io.portreeve.cloud.web.events;

import io.portreeve.cloud.events.Event;
import io.portreeve.contract.event.EventKind;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kinds of events that people look for together. */
public enum EventGroup {
    /** All but what only repeats another event: a start also joins its networks. */
    NOTABLE("notable", Set.of()),
    FAILURES(
            "failures",
            names(EventKind.CONTAINER_DIE, EventKind.CONTAINER_OOM, EventKind.CONTAINER_HEALTH, EventKind.ENGINE_DOWN)),
    LIFE(
            "life",
            names(
                    EventKind.CONTAINER_CREATE,
                    EventKind.CONTAINER_START,
                    EventKind.CONTAINER_DIE,
                    EventKind.CONTAINER_KILL,
                    EventKind.CONTAINER_STOP,
                    EventKind.CONTAINER_RESTART,
                    EventKind.CONTAINER_PAUSE,
                    EventKind.CONTAINER_UNPAUSE,
                    EventKind.CONTAINER_RENAME,
                    EventKind.CONTAINER_UPDATE,
                    EventKind.CONTAINER_DESTROY)),
    HEALTH("health", names(EventKind.CONTAINER_HEALTH)),
    IMAGES("images", names(EventKind.IMAGE_PULL, EventKind.IMAGE_TAG, EventKind.IMAGE_UNTAG, EventKind.IMAGE_DELETE)),
    RESOURCES(
            "resources",
            names(
                    EventKind.NETWORK_CREATE,
                    EventKind.NETWORK_CONNECT,
                    EventKind.NETWORK_DISCONNECT,
                    EventKind.NETWORK_DESTROY,
                    EventKind.VOLUME_CREATE,
                    EventKind.VOLUME_DESTROY)),
    GAPS("gaps", Set.of(Event.GAP)),
    ALL("all", Set.of());

    static final Set<String> REPEATING = names(
            EventKind.NETWORK_CONNECT,
            EventKind.NETWORK_DISCONNECT,
            EventKind.CONTAINER_KILL,
            EventKind.CONTAINER_STOP,
            EventKind.CONTAINER_RESTART);

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // it is: each comes from a collector or factory of unmodifiable sets
    private final Set<String> kinds;

    EventGroup(String word, Set<String> kinds) {
        this.word = word;
        this.kinds = kinds;
    }

    /** As addresses name it; for a word that is none, what is notable. */
    static EventGroup named(String word) {
        return Arrays.stream(values())
                .filter(group -> group.word.equals(word))
                .findFirst()
                .orElse(NOTABLE);
    }

    public String word() {
        return word;
    }

    /** Empty for all. */
    Set<String> kinds() {
        return kinds;
    }

    Set<String> without() {
        return this == NOTABLE ? REPEATING : Set.of();
    }

    private static Set<String> names(EventKind... kinds) {
        return Stream.of(kinds).map(EventKind::wireName).collect(Collectors.toUnmodifiableSet());
    }
}
