package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.DataDirectory;
import io.portreeve.selfhosted.data.PrivateFiles;
import io.portreeve.selfhosted.data.StartFailedException;
import io.portreeve.selfhosted.process.Child;
import io.portreeve.selfhosted.process.Children;
import io.portreeve.selfhosted.process.Command;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The application server with the WAR. Ready means that the application's own checks say so: a server whose deployment
 * failed is up, calls itself healthy and answers 404.
 */
public final class Payara implements Part {
    private static final Duration READY = Duration.ofMinutes(4);

    /** What Payara logs last when it has started, and what it has logged before of an application it deployed. */
    private static final Pattern BOOTED = Pattern.compile("Payara Micro \\S+ .*ready in ");

    private static final String DEPLOYED = "\"Name\": \"cloud\"";

    private static final String MAIN = "fish.payara.micro.impl.PayaraMicroImpl";
    private static final String LISTENER =
            "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=";

    private final PayaraRuntime runtime;
    private final Path war;
    private final DataDirectory data;
    private final Children children;
    private final String address;
    private final int port;
    private final Map<String, String> environment;
    private final boolean archiveAtExit;
    private final boolean large;
    private final String name;

    /**
     * @param node from 1 on, among those of this machine
     * @param address where it listens
     * @param environment the application's configuration
     * @param archiveAtExit whether this run makes the class archive, slowly, when it is ended
     * @param large whether thousands of hosts are to be served
     */
    public Payara(
            PayaraRuntime runtime,
            Path war,
            DataDirectory data,
            Children children,
            int node,
            String address,
            int port,
            Map<String, String> environment,
            boolean archiveAtExit,
            boolean large) {
        this.runtime = runtime;
        this.war = war;
        this.data = data;
        this.children = children;
        this.address = address;
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.archiveAtExit = archiveAtExit;
        this.large = large;
        this.name = node == 1 ? "payara" : "payara" + node;
    }

    @Override
    public String name() {
        return "Payara Micro";
    }

    /** Once in hundreds of starts Payara finds nothing that annotations in the archive define, so a second one decides. */
    @Override
    public Child start() {
        return deployed()
                .or(this::deployed)
                .orElseThrow(() -> new StartFailedException("The control plane could not be deployed; see " + log()));
    }

    /** Empty if it runs without the application, and was ended. */
    private Optional<Child> deployed() {
        Path instance = freshInstance();
        long alreadyLogged = size(log());
        Child server = children.start(command(instance));
        Health health = new Health(address, port);
        AtomicBoolean failed = new AtomicBoolean();
        Waiting.Outcome outcome = Waiting.until(
                () -> {
                    failed.set(deploymentFailed(alreadyLogged));
                    return failed.get() || health.isReady();
                },
                server,
                READY);
        if (outcome == Waiting.Outcome.READY && !failed.get()) {
            return Optional.of(server);
        }
        children.end(server);
        if (outcome == Waiting.Outcome.READY) {
            return Optional.empty();
        }
        throw new StartFailedException((outcome == Waiting.Outcome.ENDED
                        ? "Payara Micro ended during its start; see "
                        : "The control plane was not ready in time; see ")
                + log());
    }

    private boolean deploymentFailed(long alreadyLogged) {
        String logged = loggedSince(alreadyLogged);
        return BOOTED.matcher(logged).find() && !logged.contains(DEPLOYED);
    }

    /** Payara keeps what it deployed in its root directory and would deploy it twice: each start gets a new one. */
    private Path freshInstance() {
        Path instance = data.run().resolve(name);
        try {
            PrivateFiles.deleteTree(instance);
            PrivateFiles.directory(instance);
            for (String part : List.of("config", "lib", "docroot")) {
                copy(runtime.directory().resolve(part), instance.resolve(part));
            }
            PrivateFiles.directory(instance.resolve("tmp"));
            Files.writeString(instance.resolve("jvm-options"), PayaraRuntime.file("micro/jvm-options"));
            Files.writeString(
                    instance.resolve("jvm-options-size"), large ? PayaraRuntime.file("micro/jvm-options-large") : "");
            Files.writeString(
                    instance.resolve("pre-boot.asadmin"),
                    PayaraRuntime.file("micro/pre-boot.asadmin") + LISTENER + address + '\n');
            Files.writeString(instance.resolve("post-boot.asadmin"), PayaraRuntime.file("micro/post-boot.asadmin"));
            Files.writeString(instance.resolve("logging.properties"), PayaraRuntime.file("micro/logging.properties"));
            return instance;
        } catch (IOException e) {
            throw new StartFailedException("Payara Micro cannot be configured: " + e.getMessage(), e);
        }
    }

    private Command command(Path instance) {
        Path launcher = runtime.directory().resolve("launch-micro.jar");
        List<String> line = new ArrayList<>(List.of(
                PayaraRuntime.JAVA.toString(),
                "@" + instance.resolve("jvm-options"),
                "@" + instance.resolve("jvm-options-size"),
                archiveAtExit
                        ? "-XX:ArchiveClassesAtExit=" + runtime.unfinishedArchive()
                        : "-XX:SharedArchiveFile=" + runtime.archive(),
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stdout",
                "-Djava.io.tmpdir=" + instance.resolve("tmp"),
                "-Dfish.payara.micro.BootJar=" + launcher.toUri(),
                "-Dfish.payara.micro.UnpackDir=" + runtime.directory(),
                "-cp",
                launcher.toString(),
                MAIN));
        if (!archiveAtExit && !Files.exists(runtime.archive())) {
            line.removeIf(argument -> argument.startsWith("-XX:SharedArchiveFile="));
        }
        line.addAll(PayaraRuntime.arguments("micro/launcher-options"));
        line.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--rootdir",
                instance.toString(),
                "--prebootcommandfile",
                instance.resolve("pre-boot.asadmin").toString(),
                "--postbootcommandfile",
                instance.resolve("post-boot.asadmin").toString(),
                "--logproperties",
                instance.resolve("logging.properties").toString(),
                "--deploy",
                war.toString()));
        return new Command(
                name,
                line,
                environment,
                instance,
                log(),
                "TERM",
                archiveAtExit ? Duration.ofMinutes(3) : Duration.ofSeconds(30));
    }

    private String loggedSince(long position) {
        try (var channel = Files.newByteChannel(log())) {
            channel.position(Math.min(position, channel.size()));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private Path log() {
        return data.logs().resolve(name + ".log");
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(from)) {
            paths = walk.toList();
        }
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
