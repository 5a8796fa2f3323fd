package io.portreeve.cloud.web.live;

import io.portreeve.cloud.fleet.ContainerId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Those who watch one organization, and what feeds them. */
final class LiveChannel {
    private static final Logger LOGGER = System.getLogger(LiveChannel.class.getName());

    private static final int MOST_CLOSELY = 1_000;

    private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
    private final List<AutoCloseable> feeds = new CopyOnWriteArrayList<>();

    void holds(AutoCloseable feed) {
        feeds.add(feed);
    }

    int size() {
        return clients.size();
    }

    void add(LiveClient client) {
        clients.add(client);
    }

    /** How many remain. */
    int remove(LiveClient client) {
        clients.remove(client);
        return clients.size();
    }

    /** What those who watch look at closely. */
    Set<ContainerId> closely() {
        return clients.stream()
                .flatMap(client -> client.filter().closely().stream())
                .limit(MOST_CLOSELY)
                .collect(Collectors.toSet());
    }

    /** Shapes each event once for all who watch the same. */
    void send(Function<LiveFilter, Optional<byte[]>> shape) {
        Map<LiveFilter, Optional<byte[]>> shaped = new HashMap<>();
        for (LiveClient client : clients) {
            shaped.computeIfAbsent(client.filter(), shape).ifPresent(client::offer);
        }
    }

    void close() {
        clients.forEach(LiveClient::close);
        for (AutoCloseable feed : feeds) {
            try {
                feed.close();
            } catch (Exception failure) {
                LOGGER.log(Level.WARNING, "a feed did not close", failure);
            }
        }
    }
}
