package io.portreeve.cloud.platform.boundary;

import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.control.RedisSubscriber;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * What the nodes share besides the database: sessions, presence, live values, rate limits and the bus. Its loss loses
 * no data. After a failure nothing is asked of it for a moment, so that a Redis that hangs slows nobody down.
 */
@ApplicationScoped
public class Redis {
    private static final Logger LOG = Logger.getLogger(Redis.class.getName());
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 2_000;
    private static final int CONNECTIONS = 24;

    @Inject
    PortreeveConfig config;

    private RedisClient client;
    private RedisSubscriber subscriber;
    private volatile Instant pausedUntil = Instant.MIN;

    @PostConstruct
    void open() {
        URI url = config.redisUrl();
        JedisClientConfig settings = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(READ_MILLIS)
                .user(JedisURIHelper.getUser(url))
                .password(JedisURIHelper.getPassword(url))
                .database(JedisURIHelper.getDBIndex(url))
                .sslOptions(JedisURIHelper.isRedisSSLScheme(url) ? SslOptions.defaults() : null)
                .clientName("portreeve")
                .build();
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxWait(Duration.ofMillis(READ_MILLIS));
        client = RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(url))
                .clientConfig(settings)
                .poolConfig(pool)
                .build();
        subscriber = new RedisSubscriber(client);
    }

    @PreDestroy
    void close() {
        subscriber.close();
        client.close();
    }

    /** The pooled client, for commands whose failure the caller handles ({@link JedisException}). */
    public RedisClient client() {
        return client;
    }

    /**
     * Runs a command.
     *
     * @return empty if Redis failed, is being left alone after a failure, or the command answered null
     */
    public <T> Optional<T> attempt(Function<RedisClient, T> command) {
        if (Instant.now().isBefore(pausedUntil)) {
            return Optional.empty();
        }
        try {
            T answer = command.apply(client);
            pausedUntil = Instant.MIN;
            return Optional.ofNullable(answer);
        } catch (JedisException e) {
            if (pausedUntil.equals(Instant.MIN)) {
                LOG.log(Level.WARNING, "Redis does not answer: {0}", e.getMessage());
            }
            pausedUntil = Instant.now().plus(PAUSE_AFTER_FAILURE);
            return Optional.empty();
        }
    }

    /** Tells all nodes, this one included; lost when Redis is away. */
    public void publish(String topic, String text) {
        attempt(redis -> redis.publish(topic, text));
    }

    /**
     * Listens to every topic that matches the pattern (Redis glob style), also across a loss of the connection; what
     * was said meanwhile is lost. The listener runs on the bus's one thread and must not block.
     *
     * @return ends the subscription
     */
    public AutoCloseable subscribe(String pattern, BiConsumer<String, String> listener) {
        return subscriber.subscribe(pattern, listener);
    }

    /** Asks Redis, unless it failed a moment ago. */
    public boolean available() {
        return attempt(RedisClient::ping).isPresent();
    }
}
