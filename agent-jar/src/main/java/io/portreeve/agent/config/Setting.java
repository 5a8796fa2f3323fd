package io.portreeve.agent.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every key of the configuration file; the environment says the same in capitals after {@code PORTREEVE_AGENT_}. */
public enum Setting {
    URL(
            "url",
            "",
            "Where the cloud is, as in https://portreeve.example.com; left out, the one that issued the identity."),
    STATE_DIR("state-dir", "/var/lib/portreeve-agent", "What the agent keeps between runs."),
    IDENTITY("identity", "", "The file of the agent's private key; left out, \"identity\" in state-dir."),
    DOCKER_HOST(
            "docker-host",
            "unix:///var/run/docker.sock",
            "The Docker Engine: unix:///path or tcp://host:port. DOCKER_HOST says the same where this does not."),
    CGROUP_ROOT("cgroup-root", "/sys/fs/cgroup", "Where the host's control groups are mounted."),
    PROC_ROOT("proc-root", "/proc", "Where the host's proc file system is mounted."),
    ALLOW_PLAIN("allow-plain", "false", "Whether a cloud beyond this machine may be spoken to without encryption."),
    CA_FILE(
            "ca-file",
            "",
            "PEM, one certificate or several: who alone vouches for the cloud; left out, whom the Java runtime trusts."),
    CLIENT_CERTIFICATE(
            "client-certificate",
            "",
            "What this host shows to a gateway that asks for a certificate: PEM with the chain, or PKCS#12."),
    CLIENT_KEY("client-key", "", "The certificate's private key, PEM, PKCS#8; left out, it is in client-certificate."),
    CLIENT_PASSWORD("client-password", "", "What opens client-certificate, if that is PKCS#12."),
    PROXY(
            "proxy",
            "",
            "HTTP proxy on the way to the cloud: http://user:password@host:port, or none; left out, HTTPS_PROXY."),
    NO_PROXY(
            "no-proxy",
            "",
            "Hosts, domains, addresses and networks that are reached without it, with commas; left out, NO_PROXY."),
    SHORTEST_INTERVAL(
            "shortest-interval",
            "PT1S",
            "How often containers may be read at most, whatever the cloud asks for; PT1S to PT5M.",
            When.WHILE_RUNNING),
    LONGEST_INTERVAL(
            "longest-interval",
            "PT5M",
            "How long may lie between two readings at most, whatever the cloud asks for; PT1S to PT5M.",
            When.WHILE_RUNNING),
    LOG_LEVEL("log-level", "info", "How much is logged: error, warning, info or debug.", When.WHILE_RUNNING),
    RELIST_INTERVAL("relist-interval", "PT60S", "How often all containers are listed, besides following events."),
    ENGINE_DEADLINE("engine-deadline", "PT10S", "How long the engine may take to answer one call."),
    SPOOL_BYTES(
            "spool-bytes",
            "268435456",
            "Most disk in state-dir for what the cloud has not stored; beyond that readings are thinned, then dropped."),
    SPOOL_AGE("spool-age", "PT24H", "How long readings wait there; PT1M to PT24H, as the cloud takes none much older."),
    OUTBOX_BATCHES("outbox-batches", "1000", "Most records kept in memory while that disk is full or refuses them."),
    OUTBOX_BYTES("outbox-bytes", "4194304", "Most memory for them."),
    LOGS(
            "logs",
            "labelled",
            "Whose logs are sent: none, labelled (of containers with the label portreeve.logs=true) or all (but of those with"
                    + " portreeve.logs=false)."),
    LOGS_LIVE(
            "logs-live",
            "true",
            "Whether somebody may watch a log as it is written, stored or not; never where logs is none, or of containers with"
                    + " portreeve.logs=false.",
            When.WHILE_RUNNING),
    LOGS_WISHES(
            "logs-wishes",
            "true",
            "Whether an administrator may say in the cloud that a container's log is sent, or is not; never where logs is none,"
                    + " or of containers with portreeve.logs=false."),
    LOGS_RATE("logs-rate", "500", "Most lines a second of one container, over ten seconds; what is beyond is counted."),
    LOGS_REDACT(
            "logs-redact",
            "",
            "What is struck out of lines before they leave the host: an RE2 expression; if it has groups, what they match."),
    LOGS_FIRST_LINE(
            "logs-first-line",
            "",
            "What begins a message of several lines: an RE2 expression; the label portreeve.logs.first-line says it for one"
                    + " container."),
    LOGS_FILES(
            "logs-files",
            "",
            "Where the engine keeps its containers, as in /var/lib/docker/containers: logs of json-file are read there, with"
                    + " less work for this host; what cannot be read there, and left out, the engine is asked for."),
    READ_ONLY("read-only", "false", "Whether nothing is acted on, whatever the cloud asks for.", When.WHILE_RUNNING),
    ACTION_RULES(
            "action-rules",
            "allow start,stop,restart",
            "What the cloud may do: rules with semicolons between them, of which the first that matches decides; what none"
                    + " matches is refused.",
            When.WHILE_RUNNING),
    SELF_UPDATE(
            "self-update",
            "deny",
            "Whether the cloud may replace this agent by a release that the key pinned here has signed: allow or deny.",
            When.WHILE_RUNNING),
    SELF_UPDATE_DEADLINE(
            "self-update-deadline",
            "PT3M",
            "How long a new version may take to connect before the one before it comes back; PT5S to PT1H."),
    RELEASE_KEY(
            "release-key",
            "",
            "Who signs releases: Ed25519, X.509, base64; left out, the key that enrolment told, none if it told none.");

    static final String ENVIRONMENT_PREFIX = "PORTREEVE_AGENT_";

    private enum When {
        AT_START,
        WHILE_RUNNING
    }

    private final String key;
    private final String usual;
    private final String meaning;
    private final When when;

    Setting(String key, String usual, String meaning) {
        this(key, usual, meaning, When.AT_START);
    }

    Setting(String key, String usual, String meaning, When when) {
        this.key = key;
        this.usual = usual;
        this.meaning = meaning;
        this.when = when;
    }

    public String key() {
        return key;
    }

    /** What holds where nothing is said; empty where that is no value of its own. */
    public String usual() {
        return usual;
    }

    /** A sentence or two for people. */
    public String meaning() {
        return meaning;
    }

    /** Whether a change takes effect when the agent is told to read its configuration again. */
    public boolean isReloaded() {
        return when == When.WHILE_RUNNING;
    }

    public String environmentName() {
        return ENVIRONMENT_PREFIX + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    static Optional<Setting> withKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    static Optional<Setting> withEnvironmentName(String name) {
        return Arrays.stream(values())
                .filter(setting -> setting.environmentName().equals(name))
                .findFirst();
    }
}
