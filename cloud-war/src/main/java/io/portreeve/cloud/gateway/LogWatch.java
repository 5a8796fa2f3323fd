package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.logs.boundary.TailLeases;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.message.LiveLogs;
import io.portreeve.contract.message.LogLease;
import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which logs of an agent's containers somebody watches: of others nothing is taken, and of these no more than may come in a
 * second; what is beyond is counted. For one thread.
 */
final class LogWatch {
    static final int MOST_MESSAGES = 100;
    static final int MOST_CHARACTERS = 1024 * 1024;

    private final boolean isUnderstood;
    private final Map<ContainerId, Instant> until = new HashMap<>();
    private final Map<ContainerId, Long> missed = new HashMap<>();
    private Instant second = Instant.EPOCH;
    private int messages;
    private long characters;

    /** Nothing is watched yet; not understood if the agent knows no such lease. */
    LogWatch(boolean isUnderstood) {
        this.isUnderstood = isUnderstood;
    }

    /** What to do when so many of the last lines of containers are wanted, of which some have numbers here. */
    List<Effect> asked(
            AgentSession session, Map<Integer, ContainerId> numbers, Map<ContainerId, Integer> lines, Instant now) {
        until.values().removeIf(end -> !end.isAfter(now));
        missed.keySet().retainAll(until.keySet());
        Map<Integer, List<Integer>> byLines = new TreeMap<>();
        List<Effect> effects = new ArrayList<>();
        String state = isUnderstood ? LiveTail.ASKED : LiveTail.AGENT_TOO_OLD;
        new TreeMap<>(numbers).forEach((number, container) -> {
            Integer wanted = lines.get(container);
            if (wanted != null) {
                until.put(container, now.plus(TailLeases.LASTS));
                byLines.computeIfAbsent(Math.min(wanted, Limits.LIVE_LOG_LINES), any -> new ArrayList<>())
                        .add(number);
                effects.add(new Effect.ShareTail(session, container, state, 0, List.of()));
            }
        });
        if (isUnderstood) {
            byLines.forEach((tail, watched) -> leases(watched, tail).forEach(effects::add));
        }
        return effects;
    }

    /** What is to be told of what the agent says; nothing if nobody asked for it, or it is too much. */
    Optional<Effect> told(AgentSession session, Map<Integer, ContainerId> numbers, LiveLogs logs, Instant now) {
        ContainerId container = numbers.get(logs.container());
        if (container == null || !until.getOrDefault(container, Instant.MIN).isAfter(now)) {
            return Optional.empty();
        }
        if (!now.isBefore(second.plusSeconds(1))) {
            second = now;
            messages = 0;
            characters = 0;
        }
        messages++;
        characters += logs.lines().stream()
                .map(LogLine::text)
                .mapToLong(String::length)
                .sum();
        if (messages > MOST_MESSAGES || characters > MOST_CHARACTERS) {
            missed.merge(container, logs.missed() + logs.lines().size(), Long::sum);
            return Optional.empty();
        }
        Long before = missed.remove(container);
        long all = logs.missed() + (before == null ? 0 : before);
        return Optional.of(new Effect.ShareTail(session, container, logs.state(), all, logs.lines()));
    }

    private static List<Effect> leases(List<Integer> containers, int tail) {
        List<Effect> leases = new ArrayList<>();
        for (int from = 0; from < containers.size(); from += Limits.LEASED_LOGS) {
            int to = Math.min(containers.size(), from + Limits.LEASED_LOGS);
            leases.add(new Effect.Send(new LogLease(containers.subList(from, to), tail, TailLeases.LASTS)));
        }
        return leases;
    }
}
