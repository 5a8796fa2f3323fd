package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.ComposeService;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.MetricsHistory;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.cloud.telemetry.Recreation;
import io.portreeve.cloud.tenancy.RetentionTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Charts of the organization in scope; of another one's containers and hosts it finds nothing. */
public final class ChartStore {
    private final Duration sampleInterval;

    public ChartStore(Duration sampleInterval) {
        this.sampleInterval = sampleInterval;
    }

    /**
     * What is asked for: the span of time, how many points at most, and what there can be.
     *
     * @param percentiles which of them, if any
     */
    public record Span(
            Instant from, Instant to, int points, List<Integer> percentiles, Instant now, RetentionTimes kept) {
        public Span {
            percentiles = List.copyOf(percentiles);
        }

        /** Without percentiles. */
        public Span(Instant from, Instant to, int points, Instant now, RetentionTimes kept) {
            this(from, to, points, List.of(), now, kept);
        }

        ChartPlan plan(Duration sampleInterval) {
            return ChartPlan.of(from, to, points, !percentiles.isEmpty(), sampleInterval, now, kept);
        }
    }

    public Optional<HostId> hostOf(Connection connection, ContainerId container) throws SQLException {
        return ChartMembers.of(connection, container).map(member -> new HostId(member.host()));
    }

    /** Where a service's containers are, or were in the span. */
    public List<HostId> hostsOf(Connection connection, ComposeService service, Optional<HostId> host, Span span)
            throws SQLException {
        return ChartMembers.of(connection, service, host).stream()
                .filter(member -> member.overlaps(span.from(), span.to()))
                .map(member -> new HostId(member.host()))
                .distinct()
                .toList();
    }

    /**
     * The series of a container.
     *
     * @param live readings of its host that may not be stored yet
     */
    public Optional<MetricsSeries> container(
            Connection connection, ContainerId container, Span span, List<LiveSamples> live) throws SQLException {
        ChartPlan plan = span.plan(sampleInterval);
        Optional<ChartMember> member = ChartMembers.of(connection, container);
        return member.isEmpty()
                ? Optional.empty()
                : Optional.of(ChartQuery.read(connection, plan, span.percentiles(), List.of(member.get()), live));
    }

    /** The series of a container and of those that it replaced, one after the other. */
    public Optional<MetricsHistory> history(
            Connection connection, ContainerId container, Span span, List<LiveSamples> live) throws SQLException {
        Optional<ChartMember> member = ChartMembers.of(connection, container);
        return member.isEmpty()
                ? Optional.empty()
                : Optional.of(history(connection, ChartMembers.history(connection, member.get()), span, live));
    }

    /** Where a container and those that it replaced followed each other; nothing if there is no such container. */
    public List<Recreation> recreations(Connection connection, ContainerId container, Instant from, Instant to)
            throws SQLException {
        Optional<ChartMember> member = ChartMembers.of(connection, container);
        return member.isEmpty()
                ? List.of()
                : ChartMember.recreations(ChartMembers.history(connection, member.get()), from, to);
    }

    /** What all containers of a service came to; empty if there never was one. */
    public Optional<MetricsHistory> service(
            Connection connection, ComposeService service, Optional<HostId> host, Span span, List<LiveSamples> live)
            throws SQLException {
        List<ChartMember> members = ChartMembers.of(connection, service, host);
        return members.isEmpty() ? Optional.empty() : Optional.of(history(connection, members, span, live));
    }

    public Optional<MetricsSeries> host(Connection connection, HostId host, Span span, List<LiveSamples> live)
            throws SQLException {
        ChartPlan plan = span.plan(sampleInterval);
        return exists(connection, host)
                ? Optional.of(ChartQuery.read(
                        connection, plan, span.percentiles(), ChartMembers.of(connection, host, span.from()), live))
                : Optional.empty();
    }

    private MetricsHistory history(Connection connection, List<ChartMember> members, Span span, List<LiveSamples> live)
            throws SQLException {
        ChartPlan plan = span.plan(sampleInterval);
        List<ChartMember> present = members.stream()
                .filter(member -> member.overlaps(span.from(), span.to()))
                .toList();
        long hosts = present.stream().map(ChartMember::host).distinct().count();
        MetricsSeries series = ChartQuery.read(
                connection, hosts > 1 ? plan.gathered(sampleInterval) : plan, span.percentiles(), present, live);
        return new MetricsHistory(series, ChartMember.recreations(members, span.from(), span.to()));
    }

    private static boolean exists(Connection connection, HostId host) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT FROM hosts WHERE id = ?")) {
            query.setObject(1, host.value());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
