package io.portreeve.agent.spool;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** The numbers of all streams. For one thread. */
final class Numbers {
    private final Map<SpoolStream, Numbering> streams = new EnumMap<>(SpoolStream.class);

    Numbers(Map<SpoolStream, Numbering.State> before) {
        for (SpoolStream stream : SpoolStream.values()) {
            streams.put(stream, new Numbering(before.getOrDefault(stream, Numbering.State.NEW)));
        }
    }

    Numbering of(SpoolStream stream) {
        return streams.get(stream);
    }

    boolean isWanted(SpoolStream stream, long ordinal) {
        return ordinal > of(stream).acknowledged();
    }

    Map<SpoolStream, Numbering.State> states() {
        return states(Numbering::state);
    }

    /** When no number is in use beyond those given out. */
    Map<SpoolStream, Numbering.State> statesAtEnd() {
        return states(Numbering::stateAtEnd);
    }

    private Map<SpoolStream, Numbering.State> states(Function<Numbering, Numbering.State> which) {
        Map<SpoolStream, Numbering.State> states = new EnumMap<>(SpoolStream.class);
        streams.forEach((stream, numbering) -> states.put(stream, which.apply(numbering)));
        return states;
    }
}
