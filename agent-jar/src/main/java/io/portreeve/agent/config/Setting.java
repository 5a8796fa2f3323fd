package io.portreeve.agent.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every key of the configuration file; the environment says the same in capitals after {@code PORTREEVE_AGENT_}. */
public enum Setting {
    URL("url"),
    STATE_DIR("state-dir"),
    IDENTITY("identity"),
    DOCKER_HOST("docker-host"),
    CGROUP_ROOT("cgroup-root"),
    PROC_ROOT("proc-root"),
    ALLOW_PLAIN("allow-plain"),
    CA_FILE("ca-file"),
    CLIENT_CERTIFICATE("client-certificate"),
    CLIENT_KEY("client-key"),
    CLIENT_PASSWORD("client-password"),
    PROXY("proxy"),
    NO_PROXY("no-proxy"),
    RELIST_INTERVAL("relist-interval"),
    ENGINE_DEADLINE("engine-deadline"),
    OUTBOX_BATCHES("outbox-batches"),
    OUTBOX_BYTES("outbox-bytes"),
    READ_ONLY("read-only"),
    ACTION_RULES("action-rules");

    static final String ENVIRONMENT_PREFIX = "PORTREEVE_AGENT_";

    private final String key;

    Setting(String key) {
        this.key = key;
    }

    public String key() {
        return key;
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
