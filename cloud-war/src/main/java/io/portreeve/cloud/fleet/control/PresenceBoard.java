package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.contract.protocol.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.params.SetParams;

/** When each connected agent was last heard, in Redis: a key an agent, which ends by itself when its node dies. */
@ApplicationScoped
public class PresenceBoard {
    private static final String PREFIX = "presence:";
    private static final Duration LIFETIME = Limits.SILENCE.plusSeconds(10);

    private final Redis redis;

    @Inject
    public PresenceBoard(Redis redis) {
        this.redis = redis;
    }

    /** For the proxy. */
    protected PresenceBoard() {
        this(null);
    }

    public void heard(Map<AgentId, Instant> agents) {
        redis.attempt(client -> {
            try (AbstractPipeline pipeline = client.pipelined()) {
                agents.forEach((agent, at) -> pipeline.set(
                        key(agent),
                        Long.toString(at.toEpochMilli()),
                        SetParams.setParams().px(LIFETIME.toMillis())));
                pipeline.sync();
            }
            return agents.size();
        });
    }

    /** @param agents at least one */
    public void gone(Collection<AgentId> agents) {
        String[] keys = agents.stream().map(PresenceBoard::key).toArray(String[]::new);
        redis.attempt(client -> client.del(keys));
    }

    /** When the present ones of these agents were last heard; empty if Redis cannot tell. */
    public Optional<Map<AgentId, Instant>> present(Collection<AgentId> agents) {
        if (agents.isEmpty()) {
            return Optional.of(Map.of());
        }
        List<AgentId> asked = List.copyOf(agents);
        String[] keys = asked.stream().map(PresenceBoard::key).toArray(String[]::new);
        return redis.attempt(client -> client.mget(keys)).map(answers -> heard(asked, answers));
    }

    private static Map<AgentId, Instant> heard(List<AgentId> asked, List<String> answers) {
        Map<AgentId, Instant> heard = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            if (answers.get(i) != null) {
                heard.put(asked.get(i), Instant.ofEpochMilli(Long.parseLong(answers.get(i))));
            }
        }
        return heard;
    }

    private static String key(AgentId agent) {
        return PREFIX + agent;
    }
}
