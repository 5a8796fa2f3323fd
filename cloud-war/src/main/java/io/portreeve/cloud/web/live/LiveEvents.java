package io.portreeve.cloud.web.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.cloud.actions.ActionChange;
import io.portreeve.cloud.events.NewEvents;
import io.portreeve.cloud.fleet.PresenceChange;
import io.portreeve.cloud.logs.NewLines;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.web.chart.PageJson;
import io.portreeve.contract.sample.Metric;
import java.nio.charset.StandardCharsets;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What goes over a stream, in the form of server-sent events. */
final class LiveEvents {
    /** A comment for proxies and an event for the script, which cannot see comments. */
    static final byte[] BEAT = bytes(": beat\nevent: beat\ndata: 1\n\n");

    /** Some events were dropped, since the client did not read: fetch anew. */
    static final byte[] MISSED = event("missed", "{}");

    /** The stream ends as planned: open the next. */
    static final byte[] BYE = event("bye", "{}");

    private LiveEvents() {}

    private static byte[] event(String name, String json) {
        return bytes("event: " + name + "\ndata: " + json + "\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Optional<byte[]> of(PresenceChange change, LiveFilter filter) {
        if (!filter.wantsHost(change.host())) {
            return Optional.empty();
        }
        ObjectNode root = PageJson.object();
        root.put("host", change.host().toString());
        root.put("presence", change.presence().name());
        root.put("at", change.at().toEpochMilli());
        return Optional.of(event("host", PageJson.text(root)));
    }

    static Optional<byte[]> of(ActionChange change, LiveFilter filter) {
        if (!filter.totals()
                && change.container().filter(filter::wantsContainer).isEmpty()) {
            return Optional.empty();
        }
        ObjectNode root = PageJson.object();
        root.put("action", change.action().toString());
        change.container().ifPresent(container -> root.put("container", container.toString()));
        root.put("state", change.state().wireName());
        return Optional.of(event("action", PageJson.text(root)));
    }

    /** Empty if the batch holds nothing that the page watches. */
    static Optional<byte[]> of(LiveSamples samples, LiveFilter filter) {
        if (!filter.wantsHost(samples.host())) {
            return Optional.empty();
        }
        ObjectNode containers = PageJson.object();
        for (LatestSample sample : samples.samples()) {
            if (filter.wantsContainer(sample.id())) {
                containers.set(sample.id().toString(), values(sample.values(), !filter.totals()));
            }
        }
        boolean withTotals = filter.totals() && !samples.extra();
        if (containers.isEmpty() && !withTotals) {
            return Optional.empty();
        }
        ObjectNode root = PageJson.object();
        root.put("host", samples.host().toString());
        root.put("at", samples.at().toEpochMilli());
        if (withTotals) {
            root.set("totals", values(totals(samples), false));
        }
        root.set("containers", containers);
        return Optional.of(event("samples", PageJson.text(root)));
    }

    /** That there is news for a page about a host, about a container, or about everything that happens. */
    static Optional<byte[]> of(NewEvents news, LiveFilter filter) {
        boolean wanted = news.events().stream().anyMatch(filter::wantsEvent);
        if (!wanted) {
            return Optional.empty();
        }
        ObjectNode root = PageJson.object();
        root.put("host", news.host().toString());
        root.put("events", news.events().size());
        return Optional.of(event("events", PageJson.text(root)));
    }

    static Optional<byte[]> of(NewLines lines) {
        return Optional.of(event("lines", LogJson.of(lines)));
    }

    /** Sums over the host's containers, of ratios the mean, as the charts of a host show them. */
    private static Map<Metric, Double> totals(LiveSamples samples) {
        Map<Metric, DoubleSummaryStatistics> all = new EnumMap<>(Metric.class);
        for (LatestSample sample : samples.samples()) {
            sample.values()
                    .forEach((metric, value) -> all.computeIfAbsent(metric, any -> new DoubleSummaryStatistics())
                            .accept(value));
        }
        Map<Metric, Double> totals = new EnumMap<>(Metric.class);
        all.forEach((metric, values) -> totals.put(metric, metric.isRatio() ? values.getAverage() : values.getSum()));
        return totals;
    }

    /** The further ones only for a container's own page: lists and hosts show the first nine. */
    private static ObjectNode values(Map<Metric, Double> values, boolean further) {
        ObjectNode node = PageJson.object();
        values.forEach((metric, value) -> {
            if (further || !metric.isFurther()) {
                node.put(metric.wireName(), value.floatValue());
            }
        });
        return node;
    }
}
