package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.HostId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Live values that wait to be told, those of each host once: newer ones take the place of older. So it is bounded by the
 * hosts, and a bus that is slow costs readings and no memory.
 */
final class LiveQueue {
    /** What becomes history and what is read only because somebody watches do not take each other's place. */
    private record Place(HostId host, boolean extra) {
        static Place of(LiveReading reading) {
            return new Place(reading.host(), reading.extra());
        }
    }

    private final int mostHosts;
    private final Map<Place, LiveReading> waiting = new LinkedHashMap<>();

    LiveQueue(int mostHosts) {
        this.mostHosts = mostHosts;
    }

    /** Never blocks; what comes beyond the bound is dropped. */
    synchronized void offer(LiveReading reading) {
        Place place = Place.of(reading);
        if (waiting.size() < mostHosts || waiting.containsKey(place)) {
            waiting.merge(place, reading, (old, now) -> now.at().isAfter(old.at()) ? now : old);
            notifyAll();
        }
    }

    /** Waits until there is something; gives so many at most, those first that wait longest. */
    synchronized List<LiveReading> take(int most) throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        List<LiveReading> taken = new ArrayList<>();
        Iterator<LiveReading> each = waiting.values().iterator();
        while (each.hasNext() && taken.size() < most) {
            taken.add(each.next());
            each.remove();
        }
        return taken;
    }
}
