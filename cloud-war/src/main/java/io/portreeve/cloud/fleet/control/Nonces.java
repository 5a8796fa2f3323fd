package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import redis.clients.jedis.params.SetParams;

/** Each nonce counts once, over all nodes while Redis is there, else on this node. */
@ApplicationScoped
public class Nonces {
    private final Redis redis;
    private final NonceMemory memory;

    @Inject
    public Nonces(Redis redis, Clock clock) {
        this.redis = redis;
        memory = clock == null ? null : new NonceMemory(clock, TokenAge.NONCE_LIFETIME);
    }

    /** For the proxy. */
    protected Nonces() {
        this(null, null);
    }

    /** Whether the nonce is new; it is not, from now on. */
    public boolean remember(UUID nonce) {
        // Always in memory too, so that what was used just before Redis went away stays used.
        return memory.remember(nonce) && isNewInRedis(nonce);
    }

    private boolean isNewInRedis(UUID nonce) {
        SetParams once = SetParams.setParams().nx().px(TokenAge.NONCE_LIFETIME.toMillis());
        return redis.attempt(client -> client.set("agent-nonce:" + nonce, "", once) != null)
                .orElse(true);
    }
}
