package io.portreeve.agent.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.usage.Counters;
import io.portreeve.contract.action.ContainerAction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Asks the engine. Any thread may; each call blocks until the answer or the deadline. */
public final class Engine implements AutoCloseable {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** An engine before 25 answers a one-shot request after its next collection, so that all can wait together. */
    private static final int COLLECTING_UNTIL = 25;

    private static final int AT_ONCE_WHEN_COLLECTING = 64;
    private static final int AT_ONCE = 4;
    private static final int MOST_CALLS = 72;
    private static final int MOST_LOG_CALLS = 8;

    private final URI dockerHost;
    private final Duration deadline;
    private final DockerHttpClient http;
    private final SingleRequest single;
    private final EngineExec execs;
    private final EngineUpdates updates;
    private final EngineStock stock;
    private final DockerClient client;
    private final Deadlines deadlines = new Deadlines("engine-call", MOST_CALLS);

    /** Apart, since many logs are opened at once when an engine is back, and actions shall not wait for them. */
    private final Deadlines logCalls = new Deadlines("engine-log", MOST_LOG_CALLS);

    private final ObjectMapper json = new ObjectMapper();

    public Engine(AgentConfig config) {
        dockerHost = config.dockerHost();
        deadline = config.engineDeadline();
        single = new SingleRequest(dockerHost);
        execs = new EngineExec(single, json);
        updates = new EngineUpdates(single, json, this::ask);
        stock = new EngineStock(single, json, this::ask);
        http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(dockerHost)
                .connectionTimeout(CONNECT)
                .build();
        client = DockerClientImpl.getInstance(
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(dockerHost.toString())
                        .withDockerTlsVerify(false)
                        .build(),
                http);
    }

    public EngineDescription describe() {
        return ask(() -> Descriptions.described(client.infoCmd().exec()));
    }

    /** All containers, running or not. */
    public List<ListedContainer> list() {
        return ask(() -> client.listContainersCmd().withShowAll(true).exec().stream()
                .map(Descriptions::listed)
                .toList());
    }

    /** Empty if there is no such container. */
    public Optional<EngineContainer> inspect(String id) {
        return ask(() -> {
            try {
                return Optional.of(
                        Descriptions.inspected(client.inspectContainerCmd(id).exec()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** Empty if there is no such container. */
    public Optional<ActionTarget> target(String id) {
        return ask(() -> {
            try {
                InspectContainerResponse container =
                        client.inspectContainerCmd(id).exec();
                return Optional.of(Descriptions.target(container, imageNames(container.getImageId())));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private Set<String> imageNames(String imageId) {
        try {
            return Descriptions.names(client.inspectImageCmd(imageId).exec());
        } catch (NotFoundException e) {
            return Set.of();
        }
    }

    /**
     * Does something to a container, once.
     *
     * @param id 64 hexadecimal digits
     * @throws EngineException if there is no answer; whether it was done is then open
     */
    public EngineAnswer act(String id, ContainerAction action) {
        return ask(EngineCommand.deadline(action, deadline), () -> EngineCommand.send(single, json, id, action));
    }

    /**
     * Runs a command within a container, once.
     *
     * @throws EngineException if there is no answer; whether it ran is then open
     */
    public ExecOutcome exec(String id, ContainerAction.Exec exec) {
        EngineExec.Made made = ask(() -> execs.make(id, exec));
        if (made.id().isEmpty()) {
            return new ExecOutcome(made.answer(), Optional.empty());
        }
        String command = made.id().get();
        Said said = new Said();
        EngineAnswer answer = listen(command, said, exec.deadline()).orElse(made.answer());
        if (!answer.isDone()) {
            return new ExecOutcome(answer, Optional.empty());
        }
        return new ExecOutcome(answer, Optional.of(ask(() -> execs.output(command, said))));
    }

    /** Puts containers in the places of others. */
    public EngineUpdates updates() {
        return updates;
    }

    /** What it keeps on its disks. */
    public EngineStock stock() {
        return stock;
    }

    /** Empty if the time was over first. */
    private Optional<EngineAnswer> listen(String command, Said said, Duration within) {
        try {
            return Optional.of(deadlines.call(within, () -> execs.listen(command, said)));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw EngineProblems.describe(dockerHost, within, e.getCause());
        }
    }

    /**
     * Follows what happens, everything: what was told last proves later that nothing was missed, however little it
     * matters otherwise.
     *
     * @param sinceNanos from when on what the engine still remembers is told first, by its clock
     * @param began is called once, when the engine answers, before the first is told
     * @param happened gets it, on a thread of the library's
     * @param ended is called once when no more will come
     */
    public AutoCloseable events(long sinceNanos, Runnable began, Consumer<EngineOccurrence> happened, Runnable ended) {
        return ask(
                () -> client.eventsCmd().withSince(seconds(sinceNanos)).exec(new EventStream(began, happened, ended)));
    }

    /** Empty if there is no such container. */
    public Optional<LogSource> logSource(String id) {
        return askForLog(() -> {
            try {
                return Optional.of(
                        Descriptions.logSource(client.inspectContainerCmd(id).exec()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Follows a container's log; when it does not run, what there is.
     *
     * @param sinceNanos the earliest, by the engine's clock; what began then is among it
     * @param longestLine in bytes; what is beyond is cut
     * @return empty if there is no such container
     */
    public Optional<EngineLines> logs(LogSource source, long sinceNanos, int longestLine) {
        return log(source, "since=" + seconds(sinceNanos), longestLine);
    }

    /**
     * Follows a container's log from so many of its last lines on; when it does not run, those.
     *
     * @param longestLine in bytes; what is beyond is cut
     * @return empty if there is no such container
     */
    public Optional<EngineLines> lastOfLog(LogSource source, int lines, int longestLine) {
        return log(source, "tail=" + lines, longestLine);
    }

    private Optional<EngineLines> log(LogSource source, String from, int longestLine) {
        DockerHttpClient.Request request = DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.GET)
                .path("/containers/" + source.id() + "/logs?follow=1&stdout=1&stderr=1&timestamps=1&" + from)
                .build();
        return askForLog(() -> {
            DockerHttpClient.Response response = http.execute(request);
            if (response.getStatusCode() == 200) {
                return Optional.of(new LogStream(response, source.tty(), longestLine));
            }
            response.close();
            if (response.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw new IOException("the engine answered " + response.getStatusCode() + " when asked for a log");
        });
    }

    /**
     * One reading of each, as many at once as the engine's version bears.
     *
     * @param engineVersion as the engine says it
     * @return those that answered in time and run
     */
    public Map<String, Counters> stats(Collection<String> ids, String engineVersion, Duration within) {
        Map<String, Counters> answers = new ConcurrentHashMap<>();
        Queue<String> waiting = new ConcurrentLinkedQueue<>(ids);
        int workers = Math.min(ids.size(), atOnce(engineVersion));
        Callable<Void> worker = () -> {
            for (String id = waiting.poll(); id != null; id = waiting.poll()) {
                String asked = id;
                oneShot(asked).ifPresent(stats -> answers.put(asked, stats));
            }
            return null;
        };
        deadlines.runAll(within, Stream.generate(() -> worker).limit(workers).toList());
        return Map.copyOf(answers);
    }

    @Override
    public void close() {
        deadlines.close();
        logCalls.close();
        try {
            client.close();
        } catch (IOException e) {
            throw new EngineException("cannot close the connections to the engine", e);
        }
    }

    private Optional<Counters> oneShot(String id) throws IOException {
        DockerHttpClient.Request request = DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.GET)
                .path("/containers/" + id + "/stats?stream=false&one-shot=true")
                .build();
        try (DockerHttpClient.Response response = http.execute(request)) {
            return response.getStatusCode() == 200
                    ? StatsJson.parse(json.readTree(response.getBody()))
                    : Optional.empty();
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%d.%09d", nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
    }

    private static int atOnce(String engineVersion) {
        String major = engineVersion.split("\\.", 2)[0];
        boolean collecting = major.matches("\\d{1,4}") && Integer.parseInt(major) < COLLECTING_UNTIL;
        return collecting ? AT_ONCE_WHEN_COLLECTING : AT_ONCE;
    }

    private <T> T ask(Callable<T> call) {
        return ask(deadline, call);
    }

    private <T> T ask(Duration within, Callable<T> call) {
        return answer(within, () -> deadlines.call(within, call));
    }

    private <T> T askForLog(Callable<T> call) {
        return answer(deadline, () -> logCalls.callInTurn(deadline, call));
    }

    /** A call that keeps its deadline. */
    private interface Asked<T> {
        T answer() throws ExecutionException, TimeoutException;
    }

    private <T> T answer(Duration within, Asked<T> call) {
        EngineProblems.beforeCall(dockerHost).ifPresent(problem -> {
            throw new EngineException(problem, null);
        });
        try {
            return call.answer();
        } catch (ExecutionException e) {
            throw EngineProblems.describe(dockerHost, within, e.getCause());
        } catch (TimeoutException e) {
            throw EngineProblems.describe(dockerHost, within, e);
        }
    }
}
