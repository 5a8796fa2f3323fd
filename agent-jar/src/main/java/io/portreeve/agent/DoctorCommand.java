package io.portreeve.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.ConfigException;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.doctor.Check;
import io.portreeve.agent.doctor.CloudChecks;
import io.portreeve.agent.doctor.Doctor;
import io.portreeve.agent.doctor.EngineChecks;
import io.portreeve.agent.doctor.Finding;
import io.portreeve.agent.doctor.HostChecks;
import io.portreeve.agent.doctor.Mark;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityException;
import io.portreeve.agent.enrol.IdentityFile;
import io.portreeve.agent.network.Route;
import io.portreeve.agent.spool.SpoolFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks for what is wrong, and says what to do. */
@Command(
        name = "doctor",
        description = {
            "Looks for what keeps the agent from working on this host, and says what to do about it.",
            "Changes nothing. Run it as the agent's user. Exit status 1 if something failed."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final Duration DEADLINE = Duration.ofSeconds(12);
    /** Besides the spool: the journal of actions, and what else is written. */
    private static final long ROOM_BYTES = 44L * 1024 * 1024;

    private final Map<String, String> environment;
    private final ObjectMapper mapper = new ObjectMapper();
    private final ArrayNode findings = mapper.createArrayNode();
    private final Map<Mark, Integer> counts = new EnumMap<>(Mark.class);

    @Spec
    private CommandSpec spec;

    @Mixin
    private Options options;

    @Option(names = "--json", description = "for programs: one JSON object")
    private boolean json;

    DoctorCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Optional<ConfigReader.Result> read = configuration();
        read.ifPresent(result -> examine(result.config()));
        boolean well = count(Mark.FAILED) == 0;
        if (json) {
            ObjectNode whole = mapper.createObjectNode().put("healthy", well);
            whole.set("findings", findings);
            say(whole.toPrettyString());
        } else {
            say(
                    well && count(Mark.WARNING) == 0
                            ? "All is well."
                            : count(Mark.FAILED) + " failed, " + count(Mark.WARNING) + " to improve.");
        }
        return (well ? ExitStatus.OK : ExitStatus.FAILED).code();
    }

    private Optional<ConfigReader.Result> configuration() {
        try {
            ConfigReader.Result read = options.result(environment);
            String source = read.file().map(Path::toString).orElse("no file, so the environment and defaults");
            found(
                    "configuration",
                    read.unknown().isEmpty()
                            ? Finding.ok(source)
                            : Finding.warning(
                                    "unknown settings, which do nothing: " + String.join("; ", read.unknown()),
                                    "correct or remove them"));
            return Optional.of(read);
        } catch (ConfigException e) {
            e.problems()
                    .forEach(problem -> found(
                            "configuration", Finding.failed(problem, "correct it first: nothing else was looked at")));
            return Optional.empty();
        }
    }

    private void examine(AgentConfig config) {
        try (EngineChecks engine = new EngineChecks(config)) {
            List<Check> checks = new ArrayList<>(new HostChecks(config, config.spoolBytes() + ROOM_BYTES).checks());
            identity(config).ifPresent(identity -> checks.addAll(kept(config, identity)));
            checks.addAll(engine.checks());
            checks.addAll(cloud(config));
            new Doctor(DEADLINE).examine(checks, this::found);
        }
    }

    private static List<Check> kept(AgentConfig config, Identity identity) {
        return List.of(spool(config, identity), updates(config, identity));
    }

    private static Check updates(AgentConfig config, Identity identity) {
        return new Check(
                "updates",
                () -> UpdatePlace.launch(config, identity)
                        .problem()
                        .map(problem -> Finding.failed(
                                problem,
                                "put that right and restart the agent: until then the one that was installed runs"))
                        .orElseGet(() ->
                                Finding.ok(config.update().refusal().orElse("allowed, by a release that is signed"))));
    }

    private static Check spool(AgentConfig config, Identity identity) {
        return new Check("spool", () -> {
            SpoolFiles files = SpoolFiles.at(SpoolPlace.of(config, identity));
            return files.problem()
                    .map(problem -> Finding.warning(
                            problem + ": what the cloud has not stored is kept in memory only",
                            "free space, or make it writable: the agent tries again by itself"))
                    .orElseGet(() -> Finding.ok(files.bytes() / 1024 + " of " + config.spoolBytes() / 1024 + " KiB"));
        });
    }

    private static List<Check> cloud(AgentConfig config) {
        Optional<Identity> identity = identity(config);
        try {
            Optional<CloudAddress> cloud = config.url()
                    .or(() -> identity.map(known ->
                            CloudAddress.of(known.cloud(), config.route().allowPlain())));
            return cloud.map(address ->
                            new CloudChecks(address, Route.of(config.route()), identity, Clock.systemUTC()).checks())
                    .orElseGet(() -> unknownCloud(Finding.skipped("neither url nor an identity says where it is")));
        } catch (ConfigException e) {
            return unknownCloud(Finding.failed(e.getMessage(), "correct the configuration"));
        }
    }

    private static List<Check> unknownCloud(Finding finding) {
        return List.of(new Check("cloud", () -> finding));
    }

    private static Optional<Identity> identity(AgentConfig config) {
        try {
            return Optional.of(new IdentityFile(config.identityFile()).read());
        } catch (IdentityException e) {
            return Optional.empty();
        }
    }

    private void found(String check, Finding finding) {
        counts.merge(finding.mark(), 1, Integer::sum);
        if (json) {
            findings.addObject()
                    .put("check", check)
                    .put("mark", finding.mark().word())
                    .put("finding", finding.text())
                    .put("advice", finding.advice());
        } else {
            String advice = finding.advice().isEmpty() ? "" : " -- " + finding.advice();
            say(String.format("%-8s %-18s %s%s", finding.mark().word(), check, finding.text(), advice));
        }
    }

    private int count(Mark mark) {
        return counts.getOrDefault(mark, 0);
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
