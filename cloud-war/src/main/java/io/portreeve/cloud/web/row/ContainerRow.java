package io.portreeve.cloud.web.row;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.web.format.Badge;
import io.portreeve.cloud.web.format.Formats;
import io.portreeve.cloud.web.format.Reading;
import io.portreeve.contract.sample.Metric;

/**
 * A container in a list.
 *
 * @param latest null if it never had a sample, or its values mean nothing now since it does not run
 * @param cpus of its host, 0 if not known
 */
public record ContainerRow(Container container, LatestSample latest, int cpus) {
    public String id() {
        return container.id().toString();
    }

    public String name() {
        return container.name();
    }

    public String path() {
        return "/containers/" + container.id();
    }

    public String hostPath() {
        return "/hosts/" + container.hostId();
    }

    public Badge state() {
        return Badge.of(container.state());
    }

    public Badge health() {
        return container.state() == ContainerState.RUNNING ? Badge.ofHealth(container.health()) : null;
    }

    /** By its tag, or shortened if only its digest is known. */
    public String image() {
        return container.image().startsWith("sha256:") ? Formats.shortDigest(container.image()) : container.image();
    }

    public long at() {
        return latest == null ? 0 : latest.at().toEpochMilli();
    }

    public Reading cpu() {
        return reading(Metric.CPU_CORES, "cores", cpus > 0 ? (double) cpus : null);
    }

    public Reading memory() {
        return reading(Metric.MEMORY_BYTES, "bytes", value(Metric.MEMORY_LIMIT_BYTES));
    }

    public Double value(Metric metric) {
        return latest == null ? null : latest.values().get(metric);
    }

    public Reading reading(Metric metric, String unit, Double most) {
        return new Reading(id(), metric.wireName(), unit, value(metric), most);
    }
}
