package io.portreeve.selfhosted;

import io.portreeve.selfhosted.data.StartFailedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code ./portreeve start} was asked for. */
@Command(
        name = "./portreeve start",
        sortOptions = false,
        customSynopsis = "./portreeve start [OPTIONS]",
        description = {
            "Runs Portreeve on this machine in the foreground: PostgreSQL, Redis, the control plane and, where a Docker"
                    + " socket is found, an agent on it. Ctrl-C stops everything. Builds first what is not built.",
            ""
        })
final class StartOptions {
    static final String DEFAULT_EMAIL = "admin@localhost";

    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_NODES = 8;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Of the dashboard; 8080 unless given.")
    private int port;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "To listen on; 127.0.0.1 unless given. 0.0.0.0 lets other machines in, without encryption.")
    private String address;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where everything is kept; $$XDG_DATA_HOME/portreeve or ~/.local/share/portreeve unless given.")
    private Path data;

    @Option(
            names = "--docker-host",
            paramLabel = "URL",
            description =
                    "The engine to watch, as in unix:///var/run/docker.sock; unless given, the first that answers of"
                            + " DOCKER_HOST and the usual sockets of Docker and Podman.")
    private String dockerHost;

    @Option(names = "--no-agent", description = "Watch no engine on this machine.")
    private boolean noAgent;

    @Option(names = "--no-build", description = "Start what is built, even if the sources have changed since.")
    @SuppressWarnings("UnusedVariable") // the script acts on it; here it is for the help
    private boolean noBuild;

    @Option(
            names = "--admin-email",
            paramLabel = "ADDRESS",
            description =
                    "Of the first administrator; " + DEFAULT_EMAIL + " unless given. Counts at the first start only.")
    private String adminEmail;

    @Option(
            names = "--admin-password",
            paramLabel = "PASSWORD",
            description =
                    "Of the first administrator, or the environment variable PORTREEVE_ADMIN_PASSWORD, which others"
                            + " of this machine cannot see; made up and shown unless given. Counts at the first start only.")
    private String adminPassword;

    @Option(
            names = "--large",
            description =
                    "For thousands of hosts: about 5 GB of memory for the control plane and its database, instead of"
                            + " half of one.")
    private boolean large;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            hidden = true,
            description = "Control planes on one database and Redis, on the port and those after it.")
    private int nodes;

    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--product", hidden = true, required = true)
    private Path product;

    @Option(names = "--prepare", hidden = true)
    private boolean prepare;

    void check(Map<String, String> environment) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new StartFailedException("--port takes a number from 1 to " + HIGHEST_PORT + ", not " + port);
        }
        if (nodes < 1 || nodes > MOST_NODES || port + nodes - 1 > HIGHEST_PORT) {
            throw new StartFailedException("--nodes takes a number from 1 to " + MOST_NODES + ", not " + nodes);
        }
        if (noAgent && dockerHost != null) {
            throw new StartFailedException("--docker-host and --no-agent exclude each other");
        }
        if (adminEmail != null && !adminEmail.matches("[^@\\s]+@[^@\\s]+")) {
            throw new StartFailedException("--admin-email takes an address, not " + adminEmail);
        }
        if (adminPassword == null) {
            adminPassword = environment.get("PORTREEVE_ADMIN_PASSWORD");
        }
        if (adminPassword != null && adminPassword.isBlank()) {
            throw new StartFailedException("--admin-password is empty");
        }
        if (data == null) {
            data = directory(environment, "XDG_DATA_HOME", ".local/share");
        }
    }

    int port() {
        return port;
    }

    String address() {
        return address;
    }

    Path data() {
        return data.toAbsolutePath().normalize();
    }

    Path cache(Map<String, String> environment) {
        return directory(environment, "XDG_CACHE_HOME", ".cache");
    }

    Optional<String> dockerHost() {
        return Optional.ofNullable(dockerHost);
    }

    boolean withAgent() {
        return !noAgent;
    }

    Optional<String> adminEmail() {
        return Optional.ofNullable(adminEmail);
    }

    Optional<String> adminPassword() {
        return Optional.ofNullable(adminPassword);
    }

    boolean large() {
        return large;
    }

    int nodes() {
        return nodes;
    }

    Path product() {
        return product;
    }

    boolean prepare() {
        return prepare;
    }

    /** By the XDG base directory specification, which says to ignore relative paths. */
    private static Path directory(Map<String, String> environment, String variable, String belowHome) {
        Path base = Optional.ofNullable(environment.get(variable))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(Path.of(System.getProperty("user.home")).resolve(belowHome));
        return base.resolve("portreeve");
    }
}
