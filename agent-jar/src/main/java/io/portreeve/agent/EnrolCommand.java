package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.ConfigException;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.enrol.Enrolment;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityException;
import io.portreeve.agent.enrol.IdentityFile;
import io.portreeve.agent.host.HostFiles;
import io.portreeve.agent.network.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trades a token for an identity. */
@Command(
        name = "enrol",
        description = {
            "Trades an enrolment token for this host's identity.",
            "The token may also be given in " + ConfigReader.TOKEN_VARIABLE + ", where no other user sees it."
        },
        mixinStandardHelpOptions = true)
final class EnrolCommand implements Callable<Integer> {
    private static final int LONGEST_TOKEN = 1024;

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Options options;

    @Option(names = "--token", paramLabel = "TOKEN", description = "as the dashboard showed it")
    private String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "a file with the token")
    private Path tokenFile;

    @Option(names = "--name", paramLabel = "NAME", description = "the host's name in the dashboard (default: its own)")
    private String name;

    @Option(names = "--replace", description = "replace an identity that is there")
    private boolean replace;

    @Option(names = "--no-archive", description = "leave it to the first run to archive classes", hidden = true)
    private boolean later;

    EnrolCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        AgentConfig config = options.read(environment).config();
        CloudAddress cloud = config.url().orElseThrow(() -> new ConfigException("say where the cloud is: --url URL"));
        String secret = secret();
        Route route = Route.of(config.route());
        IdentityFile file = new IdentityFile(config.identityFile());
        if (file.exists() && !replace) {
            throw new IdentityException("this host is enrolled already: " + config.identityFile()
                    + " exists; --replace enrols it anew, as another host");
        }
        file.prepare();
        Identity identity = new Enrolment(cloud, route).enrol(secret, hostName(config));
        file.write(identity);
        spec.commandLine()
                .getOut()
                .println("enrolled with " + cloud + ": agent=" + identity.agentId() + " host=" + identity.hostId());
        if (!later) {
            new ClassArchive(config).makeUnlessCurrent();
        }
        return ExitStatus.OK.code();
    }

    private String secret() {
        String found = token != null ? token : environment.getOrDefault(ConfigReader.TOKEN_VARIABLE, "");
        if (tokenFile != null) {
            try {
                found = Files.readString(tokenFile);
            } catch (IOException e) {
                throw new ConfigException("cannot read the token from " + tokenFile + ": " + e.getMessage());
            }
        }
        found = found.strip();
        if (found.isEmpty() || found.length() > LONGEST_TOKEN) {
            throw new ConfigException(
                    "give the enrolment token with --token-file FILE, --token TOKEN or " + ConfigReader.TOKEN_VARIABLE);
        }
        return found;
    }

    private String hostName(AgentConfig config) {
        String own = name != null ? name.strip() : new HostFiles(config).hostName();
        if (own.isEmpty()) {
            throw new ConfigException("this host does not tell its name: give one with --name NAME");
        }
        return own;
    }
}
