package io.portreeve.cloud.platform.control;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** One connection that listens for the whole node, and comes back by itself. */
public final class RedisSubscriber implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RedisSubscriber.class.getName());
    private static final String KEEP_OPEN = "portreeve:keep-open";
    private static final long RETRY_MILLIS = 1_000;

    private final RedisClient client;
    private final Map<String, List<BiConsumer<String, String>>> listeners = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile Listening listening;

    public RedisSubscriber(RedisClient client) {
        this.client = client;
        this.thread = new Thread(this::listenForEver, "portreeve-redis-subscriber");
        thread.setDaemon(true);
        thread.start();
    }

    /** Adds a listener; ends with the returned handle. */
    public synchronized AutoCloseable subscribe(String pattern, BiConsumer<String, String> listener) {
        boolean first = !listeners.containsKey(pattern);
        listeners.computeIfAbsent(pattern, key -> new CopyOnWriteArrayList<>()).add(listener);
        if (first) {
            tell(connection -> connection.psubscribe(pattern));
        }
        return () -> unsubscribe(pattern, listener);
    }

    private synchronized void unsubscribe(String pattern, BiConsumer<String, String> listener) {
        List<BiConsumer<String, String>> left = listeners.get(pattern);
        if (left != null && left.remove(listener) && left.isEmpty()) {
            listeners.remove(pattern);
            tell(connection -> connection.punsubscribe(pattern));
        }
    }

    private void tell(java.util.function.Consumer<Listening> command) {
        Listening current = listening;
        if (current == null) {
            return; // the next connection subscribes to all that is wanted then
        }
        try {
            command.accept(current);
        } catch (JedisException e) {
            LOG.log(Level.FINE, "the subscription is about to be made anew", e);
        }
    }

    private void listenForEver() {
        boolean wasUp = true;
        while (stopped.getCount() > 0) {
            try {
                listen();
                wasUp = true;
            } catch (JedisException e) {
                if (wasUp && stopped.getCount() > 0) {
                    LOG.log(Level.WARNING, "the Redis bus is down: {0}", e.getMessage());
                }
                wasUp = false;
            } finally {
                listening = null;
            }
            pause();
        }
    }

    private void listen() {
        Listening next = new Listening();
        client.psubscribe(next, KEEP_OPEN);
    }

    private void pause() {
        try {
            if (stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    private synchronized void connected(Listening connection) {
        listening = connection;
        listeners.keySet().forEach(connection::psubscribe);
    }

    @Override
    public void close() {
        stopped.countDown();
        tell(JedisPubSub::punsubscribe);
        thread.interrupt();
    }

    private final class Listening extends JedisPubSub {
        @Override
        public void onPSubscribe(String pattern, int count) {
            if (pattern.equals(KEEP_OPEN)) {
                connected(this);
            }
        }

        @Override
        public void onPMessage(String pattern, String topic, String text) {
            for (BiConsumer<String, String> listener : listeners.getOrDefault(pattern, List.of())) {
                try {
                    listener.accept(topic, text);
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "a listener of " + pattern + " failed", e);
                }
            }
        }
    }
}
