package io.portreeve.agent;

import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.logging.Logger;
import picocli.CommandLine.Option;

/** Options of all commands; what is not given comes from the environment, the configuration file or a default. */
final class Options {
    private static final Logger LOG = Logger.getLogger(Options.class.getName());

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "configuration file (default: /etc/portreeve/agent.properties)")
    private Path file;

    @Option(names = "--url", paramLabel = "URL", description = "the cloud, as in https://portreeve.example.com")
    private String url;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "what the agent keeps (default: /var/lib/portreeve-agent)")
    private String stateDirectory;

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description = "the agent's identity (default: identity in the state directory)")
    private String identity;

    @Option(
            names = "--docker-host",
            paramLabel = "URI",
            description = "unix:///… or tcp://host:port (default: unix:///var/run/docker.sock)")
    private String dockerHost;

    @Option(
            names = "--cgroup-root",
            paramLabel = "DIR",
            description = "the host's cgroup file systems (default: /sys/fs/cgroup)")
    private String cgroupRoot;

    @Option(names = "--proc-root", paramLabel = "DIR", description = "the host's proc file system (default: /proc)")
    private String procRoot;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM, who vouches for the cloud (default: whom the Java runtime trusts)")
    private String authorities;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "HTTP proxy on the way to the cloud (default: HTTPS_PROXY; none for none)")
    private String proxy;

    @Option(names = "--allow-plain", description = "allow a cloud without TLS that is not on this machine")
    private boolean allowPlain;

    @Option(names = "--read-only", description = "act on nothing, whatever the cloud asks for")
    private boolean readOnly;

    ConfigReader.Result read(Map<String, String> environment) {
        ConfigReader.Result result = result(environment);
        LogLines.level(result.config().logLevel());
        result.unknown().forEach(key -> LOG.warning(() -> "unknown setting: " + key));
        return result;
    }

    ConfigReader.Result result(Map<String, String> environment) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        put(given, Setting.URL, url);
        put(given, Setting.STATE_DIR, stateDirectory);
        put(given, Setting.IDENTITY, identity);
        put(given, Setting.DOCKER_HOST, dockerHost);
        put(given, Setting.CGROUP_ROOT, cgroupRoot);
        put(given, Setting.PROC_ROOT, procRoot);
        put(given, Setting.CA_FILE, authorities);
        put(given, Setting.PROXY, proxy);
        put(given, Setting.ALLOW_PLAIN, allowPlain ? "true" : null);
        put(given, Setting.READ_ONLY, readOnly ? "true" : null);
        return ConfigReader.read(given, environment, file);
    }

    private static void put(Map<Setting, String> given, Setting setting, String value) {
        if (value != null) {
            given.put(setting, value);
        }
    }
}
