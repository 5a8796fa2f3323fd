package io.portreeve.cloud.web.row;

import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.web.format.Badge;
import io.portreeve.cloud.web.format.Moment;
import io.portreeve.cloud.web.format.Reading;
import io.portreeve.contract.sample.Metric;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A host with what its containers use together.
 *
 * @param seen null if its agent never connected
 * @param samples of its containers
 */
public record HostRow(Host host, Moment seen, List<LatestSample> samples) {
    public static HostRow of(Host host, List<LatestSample> samples, Instant now, ZoneId zone) {
        return new HostRow(host, Moment.of(host.lastSeenAt(), now, zone), List.copyOf(samples));
    }

    public String id() {
        return host.id().toString();
    }

    public String name() {
        return host.name();
    }

    public String path() {
        return "/hosts/" + host.id();
    }

    public Badge badge() {
        return Badge.of(host.presence());
    }

    public boolean online() {
        return host.presence() == Presence.ONLINE;
    }

    public boolean offline() {
        return host.presence() == Presence.OFFLINE;
    }

    public boolean neverConnected() {
        return host.presence() == Presence.NEVER_CONNECTED;
    }

    /** How many run; a dash when nobody knows. */
    public String running() {
        return online() ? Integer.toString(host.containersRunning()) : "–";
    }

    /** Null while the engine answers. */
    public String engineProblem() {
        return host.engineProblem().orElse(null);
    }

    public String agentVersion() {
        return host.agentVersion().orElse("–");
    }

    /** Null while nothing is known of it. */
    public String system() {
        return host.facts().operatingSystem().isEmpty() ? null : host.facts().operatingSystem();
    }

    public Reading cpu() {
        int cpus = host.facts().cpus();
        return new Reading(
                id(), Metric.CPU_CORES.wireName(), "cores", total(Metric.CPU_CORES), cpus > 0 ? (double) cpus : null);
    }

    public Reading memory() {
        long memory = host.facts().memoryBytes();
        return new Reading(
                id(),
                Metric.MEMORY_BYTES.wireName(),
                "bytes",
                total(Metric.MEMORY_BYTES),
                memory > 0 ? (double) memory : null);
    }

    /** What its containers use together; null when offline, since nobody knows. */
    private Double total(Metric metric) {
        if (!online() || samples.isEmpty()) {
            return null;
        }
        return samples.stream()
                .map(sample -> sample.values().get(metric))
                .filter(value -> value != null)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    public long at() {
        return samples.stream()
                .mapToLong(sample -> sample.at().toEpochMilli())
                .max()
                .orElse(0);
    }
}
