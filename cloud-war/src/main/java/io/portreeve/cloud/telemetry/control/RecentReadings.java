package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.contract.protocol.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** The last readings of each host, which the database may not have yet; nothing while Redis is away. */
@ApplicationScoped
public class RecentReadings {
    /** As many as may wait for their batch, and two on their way. */
    static final int MOST = Limits.READINGS_PER_BATCH + 2;

    static final Duration EXPIRY = Duration.ofSeconds(150);

    @Inject
    Redis redis;

    static String key(OrganizationId organization, HostId host) {
        return "recent:" + organization + ":" + host;
    }

    /** The newest first. */
    public List<LiveSamples> of(OrganizationId organization, HostId host) {
        List<String> texts = redis.attempt(client -> client.lrange(key(organization, host), 0, MOST - 1L))
                .orElse(List.of());
        List<LiveSamples> readings = new ArrayList<>();
        texts.forEach(text -> read(organization, text).ifPresent(readings::add));
        return readings;
    }

    /** The newest of each host that has one. */
    public Map<HostId, LiveSamples> newest(OrganizationId organization, Collection<HostId> hosts) {
        Map<HostId, LiveSamples> newest = new HashMap<>();
        if (hosts.isEmpty()) {
            return newest;
        }
        List<Response<String>> answers = redis.attempt(client -> {
                    try (AbstractPipeline pipeline = client.pipelined()) {
                        List<Response<String>> asked = hosts.stream()
                                .map(host -> pipeline.lindex(key(organization, host), 0))
                                .toList();
                        pipeline.sync();
                        return asked;
                    }
                })
                .orElse(List.of());
        for (Response<String> answer : answers) {
            read(organization, answer.get()).ifPresent(samples -> newest.put(samples.host(), samples));
        }
        return newest;
    }

    private static Optional<LiveSamples> read(OrganizationId organization, String text) {
        return text == null
                ? Optional.empty()
                : LiveText.read(text).filter(samples -> samples.organization().equals(organization));
    }
}
