package io.portreeve.contract.codec;

import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.HostActionRequest;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.Precondition;
import io.portreeve.contract.action.ProjectVerb;
import io.portreeve.contract.action.PruneItem;
import io.portreeve.contract.action.PruneKind;
import io.portreeve.contract.action.StepOutcome;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.log.ContainerLog;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.ActionAccepted;
import io.portreeve.contract.message.ActionAcknowledged;
import io.portreeve.contract.message.ActionOutcome;
import io.portreeve.contract.message.ActionRequested;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.ContainerInterfaces;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.HostActionRequested;
import io.portreeve.contract.message.HostFacts;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LiveLease;
import io.portreeve.contract.message.LiveLogs;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.LogLease;
import io.portreeve.contract.message.LogWishes;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Problem;
import io.portreeve.contract.message.Refused;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.sample.AgentFigures;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.FileSystemUsage;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.HostSample;
import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.Metric;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One example of every message, by the name of its golden file. */
final class Examples {
    private static final Instant AT = Instant.ofEpochMilli(1_767_225_600_123L);
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String OTHER_ID = "fedcba9876543210".repeat(4);

    private static final UUID ACTION = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    private Examples() {}

    static Map<String, AgentMessage> ofAgent() {
        HostFacts host = new HostFacts(
                "box", "Debian GNU/Linux 12 (bookworm)", "6.1.0-18-amd64", "x86_64", 4, 16_777_216_000L, "20.10.24", 2);
        Map<String, AgentMessage> all = new TreeMap<>(Map.of(
                "events",
                events(),
                "events-none",
                new EventsBatch(1, List.of(), List.of()),
                "hello",
                new Hello("0.1.0", Set.of("metrics"), host, AT, Map.of(Stream.METRICS, 41L)),
                "inventory",
                new Inventory(
                        7,
                        List.of(
                                new ContainerFacts(
                                        0,
                                        ID,
                                        "web",
                                        "nginx:1.27",
                                        "sha256:" + ID,
                                        "running",
                                        "healthy",
                                        "shop",
                                        "web",
                                        2,
                                        AT,
                                        Optional.of(AT.plusMillis(500)),
                                        Optional.empty()),
                                new ContainerFacts(
                                        1,
                                        ID,
                                        "job",
                                        "busybox",
                                        "",
                                        "exited",
                                        "",
                                        "",
                                        "",
                                        0,
                                        AT,
                                        Optional.empty(),
                                        Optional.of(137)))),
                "metrics",
                new MetricsBatch(
                        42,
                        AT,
                        Duration.ofMillis(10_004),
                        List.of(
                                new ContainerSample(0, 1.25, 0.5, 1024, 4096, 10, 20, 30, 40, 5),
                                new ContainerSample(
                                        1,
                                        0.00001,
                                        Double.NaN,
                                        0,
                                        17_179_869_184.0,
                                        Double.NaN,
                                        Double.NaN,
                                        Double.NaN,
                                        Double.NaN,
                                        Double.NaN))),
                "status",
                new AgentStatus(Optional.of("the Docker Engine did not answer"), 3),
                "status-well",
                new AgentStatus(Optional.empty(), 0),
                "agent-heartbeat",
                new Heartbeat(AT)));
        all.put(
                "status-skew",
                new AgentStatus(Optional.empty(), 0, Optional.of(Duration.ofMillis(-2_500)), Optional.empty()));
        all.put(
                "status-figures",
                new AgentStatus(
                        Optional.empty(),
                        4,
                        Optional.of(Duration.ofMillis(12)),
                        Optional.of(new AgentFigures(
                                110,
                                80L << 20,
                                12_345_678,
                                Optional.of(Duration.ofSeconds(95)),
                                Optional.of("the disk does not take the spool (No space left on device)"),
                                4_096,
                                3,
                                17))));
        all.put(
                "status-figures-well",
                new AgentStatus(
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.of(new AgentFigures(0, 0, 0, Optional.empty(), Optional.empty(), 0, 0, 0))));
        all.put(
                "status-figures-update-refused",
                new AgentStatus(
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.of(new AgentFigures(
                                0,
                                0,
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                0,
                                0,
                                Optional.of("self-update = deny")))));
        all.put("metrics-packed", packed());
        all.put("live", new LiveMetrics(packed().first()));
        all.put("live-extra", new LiveMetrics(packed().first(), true));
        all.put("metrics-packed-further", packedFurther());
        all.put(
                "live-further",
                new LiveMetrics(new HostReading(
                        AT,
                        Duration.ofMillis(10_004),
                        List.of(further(0, 1, 0, 0.3), further(1, 4096, 0.1, Double.NaN)))));
        all.put(
                "interfaces",
                new Interfaces(
                        AT,
                        new NetworkInterfaces(
                                List.of(new InterfaceCounters("enp1s0", 1_234_567_890_123L, 9, 8, 7, 6, 5, 4, 3)), 0),
                        List.of(
                                new ContainerInterfaces(
                                        0,
                                        new NetworkInterfaces(
                                                List.of(
                                                        new InterfaceCounters("eth0", 1, 2, 3, 4, 5, 6, 7, 8),
                                                        new InterfaceCounters("eth1", 0, 0, 0, 0, 0, 0, 0, 0)),
                                                3)),
                                new ContainerInterfaces(7, NetworkInterfaces.NONE))));
        all.put("host-metrics", new HostMetrics(9, List.of(hostSample(), emptyHostSample())));
        all.put("logs", logs());
        all.put(
                "live-logs",
                new LiveLogs(
                        7,
                        LiveLogs.FOLLOWING,
                        12,
                        List.of(
                                new LogLine(13, 1_767_225_600_123_456_789L, false, "listening on :80"),
                                new LogLine(15, 1_767_225_600_123_456_790L, true, "failed\n\tat line 1"))));
        all.put("live-logs-none", new LiveLogs(7, LiveLogs.FORBIDDEN, 0, List.of()));
        all.put("action-accepted", new ActionAccepted(ACTION, AT));
        all.put(
                "action-outcome",
                new ActionOutcome(new ActionResult(
                        ACTION,
                        Outcome.SUCCEEDED,
                        "",
                        "204",
                        Optional.of(
                                new ContainerCondition("exited", "sha256:" + ID, Optional.of(AT), Optional.of(137))),
                        Optional.of(new ContainerCondition(
                                "running", "sha256:" + ID, Optional.of(AT.plusSeconds(60)), Optional.empty())),
                        AT.plusSeconds(61))));
        all.put(
                "action-outcome-refused",
                new ActionOutcome(new ActionResult(
                        ACTION, Outcome.REFUSED, "deny kill", "", Optional.empty(), Optional.empty(), AT)));
        all.put(
                "action-outcome-output",
                new ActionOutcome(new ActionResult(
                        ACTION,
                        Outcome.FAILED,
                        "",
                        "it ended with exit code 3",
                        Optional.empty(),
                        Optional.empty(),
                        AT,
                        Optional.of(new ActionOutput("no \"such\"\nfile \u00e4\n", Optional.of(3), 17)))));
        all.put(
                "action-outcome-steps",
                new ActionOutcome(new ActionResult(
                        ACTION,
                        Outcome.FAILED,
                        "",
                        "1 of 2",
                        Optional.empty(),
                        Optional.empty(),
                        AT,
                        Optional.empty(),
                        List.of(
                                new ActionStep(
                                        "volumes", "data", "data", "", OptionalLong.of(42), StepOutcome.DONE, "204"),
                                new ActionStep(
                                        "containers",
                                        ID,
                                        "web",
                                        "",
                                        OptionalLong.empty(),
                                        StepOutcome.SKIPPED,
                                        "it runs")))));
        all.put(
                "inventory-allowed",
                new Inventory(
                        8,
                        List.of(new ContainerFacts(
                                0,
                                ID,
                                "web",
                                "nginx:1.27",
                                "",
                                "running",
                                "",
                                "",
                                "",
                                0,
                                AT,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Set.of("restart"))))));
        return all;
    }

    private static MetricsBatch packed() {
        double none = Double.NaN;
        return new MetricsBatch(
                43,
                List.of(ID, OTHER_ID),
                List.of(
                        new HostReading(
                                AT,
                                Duration.ofMillis(10_004),
                                List.of(
                                        new ContainerSample(0, 1.25, 0.5, 1024, 4096, 10, 20, 30, 40, 5),
                                        new ContainerSample(1, none, none, 8192, 4096, none, none, none, none, 1))),
                        new HostReading(
                                AT.plusMillis(10_001),
                                Duration.ofMillis(10_001),
                                List.of(new ContainerSample(0, 1.24999, none, 2048, 4096, 10, 0, 30, none, 5))),
                        new HostReading(
                                AT.plusMillis(20_000),
                                Duration.ofMillis(9_999),
                                List.of(
                                        new ContainerSample(0, 0, 0.25, 2048, 4096, 10, 7, 30, 41, 5),
                                        new ContainerSample(1, 0.00001, none, 8191, 4096, 1, 2, 3, 4, 2)))));
    }

    /** What agents say that know further metrics: one value in all readings, none, and several. */
    private static MetricsBatch packedFurther() {
        return new MetricsBatch(
                44,
                List.of(ID, OTHER_ID),
                List.of(
                        new HostReading(
                                AT,
                                Duration.ofMillis(10_004),
                                List.of(further(0, 1, 0, 0.3), further(1, 4096, 0.1, Double.NaN))),
                        new HostReading(
                                AT.plusMillis(10_001),
                                Duration.ofMillis(10_001),
                                List.of(further(0, 2, 0, 0.4), further(1, 4096, 2.5, Double.NaN)))));
    }

    private static ContainerSample further(int container, double rss, double drops, double pressure) {
        double[] values = new double[Metric.COUNT];
        Arrays.fill(values, Double.NaN);
        values[Metric.CPU_CORES.place()] = 0.5;
        values[Metric.PIDS.place()] = 1;
        values[Metric.CPU_USER_CORES.place()] = 0.25;
        values[Metric.MEMORY_RSS_BYTES.place()] = rss;
        values[Metric.NETWORK_DROPS_PER_SECOND.place()] = drops;
        values[Metric.CPU_PRESSURE_RATIO.place()] = pressure;
        return new ContainerSample(container, values);
    }

    private static LogsBatch logs() {
        return new LogsBatch(
                5,
                List.of(
                        new ContainerLog(
                                ID,
                                1_767_225_600_000L,
                                20,
                                List.of(
                                        new LogLine(3, 1_767_225_600_123_456_789L, false, "listening on :80"),
                                        new LogLine(5, 1_767_225_600_123_456_790L, true, "failed\n\tat line 1")),
                                List.of(new LogGap(20, AT, AT.plusSeconds(60), LogGap.RATE, 15))),
                        new ContainerLog(
                                OTHER_ID,
                                0,
                                1,
                                List.of(new LogLine(1, 1_767_225_600_123_456_789L, false, "")),
                                List.of())));
    }

    private static HostSample hostSample() {
        return new HostSample(
                AT,
                Duration.ofSeconds(60),
                OptionalDouble.of(0.25),
                OptionalDouble.of(0.125),
                OptionalDouble.of(0.5),
                OptionalDouble.of(0),
                OptionalDouble.of(1.5),
                OptionalDouble.of(0.75),
                OptionalDouble.of(0.25),
                OptionalLong.of(16_777_216_000L),
                OptionalLong.of(8_388_608_000L),
                OptionalLong.of(1_073_741_824),
                OptionalLong.of(1_073_741_824),
                OptionalDouble.of(4096),
                OptionalDouble.of(8192),
                OptionalDouble.of(1000.5),
                OptionalDouble.of(2000),
                OptionalLong.of(86_400),
                List.of(new FileSystemUsage("/", "ext4", 100_000, 30_000, 65_000)));
    }

    private static HostSample emptyHostSample() {
        return new HostSample(
                AT.plusSeconds(60),
                Duration.ofSeconds(60),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                List.of());
    }

    private static EventsBatch events() {
        return new EventsBatch(
                3,
                List.of(
                        new EngineEvent(
                                1_767_225_600_123_456_789L,
                                "container.die",
                                ID,
                                "web",
                                "nginx:1.27",
                                "shop",
                                "web",
                                Optional.of(137),
                                Map.of("oomKilled", "true", "signal", "9")),
                        new EngineEvent(
                                1_767_225_600_123_456_790L,
                                "image.pull",
                                "",
                                "nginx:1.28",
                                "",
                                "",
                                "",
                                Optional.empty(),
                                Map.of())),
                List.of(new EventGap(AT, AT.plusSeconds(60), EventGap.FLOOD, ID, 12)));
    }

    static Map<String, CloudMessage> ofCloud() {
        Map<String, CloudMessage> all = new TreeMap<>(Map.of(
                "welcome", new Welcome(4, AT, Duration.ofSeconds(10), Map.of(Stream.METRICS, 41L)),
                "welcome-first", new Welcome(1, AT, Duration.ofSeconds(10), Map.of()),
                "ack", new Acknowledged(Stream.INVENTORY, 7),
                "refused", new Refused(Stream.METRICS, 42, "sample-in-future", "The sample lies ahead of our clock."),
                "problem", new Problem("unknown-message", "No message has the type FORTUNE."),
                "cloud-heartbeat", new Heartbeat(AT)));
        all.put("cloud-heartbeat-answer", new Heartbeat(AT, Optional.of(AT.minusMillis(40))));
        all.put(
                "welcome-understood",
                new Welcome(4, AT, Duration.ofSeconds(10), Map.of(Stream.METRICS, 41L), Set.of("two-streams")));
        all.put("live-lease", new LiveLease(List.of(0, 7), Duration.ofSeconds(1), Duration.ofSeconds(30)));
        all.put("log-lease", new LogLease(List.of(0, 7), 200, Duration.ofSeconds(30)));
        all.put(
                "log-wishes",
                new LogWishes(List.of(new LogWish("web", true, AT), new LogWish("shop-db-1", false, AT))));
        all.put("log-wishes-none", new LogWishes(List.of()));
        all.put("action-start", requested(new ContainerAction.Start(), Precondition.NONE));
        all.put(
                "action-stop",
                requested(
                        new ContainerAction.Stop(Duration.ofSeconds(10)),
                        new Precondition(Optional.of(AT), "sha256:" + ID)));
        all.put("action-restart", requested(new ContainerAction.Restart(Duration.ZERO), Precondition.NONE));
        all.put("action-kill", requested(new ContainerAction.Kill("SIGHUP"), Precondition.NONE));
        all.put("action-pause", requested(new ContainerAction.Pause(), Precondition.NONE));
        all.put("action-unpause", requested(new ContainerAction.Unpause(), Precondition.NONE));
        all.put("action-remove", requested(new ContainerAction.Remove(true, false), Precondition.NONE));
        all.put(
                "action-update",
                requested(new ContainerAction.Update("nginx:1.28", true, Duration.ofSeconds(90)), Precondition.NONE));
        all.put(
                "action-exec",
                requested(
                        new ContainerAction.Exec(List.of("ls", "-l", "/srv \u00e4"), Duration.ofSeconds(30)),
                        Precondition.NONE));
        all.put("host-action-plan", asked(new HostAction.PrunePlan(Set.of(PruneKind.VOLUMES, PruneKind.CONTAINERS))));
        all.put(
                "host-action-prune",
                asked(new HostAction.Prune(List.of(
                        new PruneItem(PruneKind.DANGLING_IMAGES, "sha256:" + ID, ""),
                        new PruneItem(PruneKind.VOLUMES, "data", "2026-01-01T00:00:00Z")))));
        all.put(
                "host-action-project",
                asked(new HostAction.Project("shop", ProjectVerb.RESTART, Duration.ofSeconds(10))));
        all.put(
                "host-action-update-agent",
                asked(new HostAction.UpdateAgent("portreeve-agent-release-1\nversion 1.2.3\n")));
        all.put("action-ack", new ActionAcknowledged(ACTION));
        return all;
    }

    private static HostActionRequested asked(HostAction action) {
        return new HostActionRequested(new HostActionRequest(ACTION, action, Duration.ofSeconds(60)));
    }

    private static ActionRequested requested(ContainerAction action, Precondition precondition) {
        return new ActionRequested(new ActionRequest(ACTION, ID, action, precondition, Duration.ofSeconds(60)));
    }
}
