package io.portreeve.cloud.web.hosts;

import io.portreeve.contract.protocol.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the owner of a host pastes into its shell, one command each.
 *
 * <p>The token goes by environment: arguments are shown to everybody on the host.
 *
 * @param url by which the agent reaches us
 * @param secret of the enrolment token
 * @param sha256 of the jar that the cloud has to give; without it the owner brings one
 */
public record AgentCommands(String url, String secret, Optional<String> sha256) {
    private static final String JAR = "portreeve-agent.jar";
    private static final String TOKEN = "PORTREEVE_AGENT_ENROLMENT_TOKEN=";
    private static final Pattern LOOPBACK =
            Pattern.compile("https?://(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?(/|$)");

    /** One of the ways, ready to be copied. */
    public record Command(String id, String key, String text) {}

    public List<Command> all() {
        return List.of(
                new Command("systemd", "add.systemd", systemd()),
                new Command("docker", "add.docker", docker()),
                new Command("java", "add.java", java()));
    }

    /**
     * Enrols and runs in the foreground, in a directory that needs no rights, by the command that services start: Java's
     * options, and what to do about a damaged archive of classes, are in it.
     */
    String java() {
        return fetched() + "java -jar " + JAR + " files portreeve-files && (export PORTREEVE_AGENT_JAR=\"$PWD/" + JAR
                + "\" PORTREEVE_AGENT_STATE_DIR=\"$PWD/portreeve-agent\" && " + TOKEN + secret
                + " sh portreeve-files/portreeve-agent enrol --url " + url + plain()
                + " && sh portreeve-files/portreeve-agent run" + plain() + ")";
    }

    /** Installs the agent as a service under a user of its own, enrols and starts it. */
    String systemd() {
        return fetched() + "java -jar " + JAR + " files portreeve-files && sudo sh portreeve-files/install.sh --jar "
                + JAR + " --sha256 " + sha256.orElse("$(sha256sum " + JAR + " | cut -d' ' -f1)")
                + (isPlain()
                        ? " && echo 'allow-plain = true' | sudo tee -a /etc/portreeve/agent.properties >/dev/null"
                        : "")
                + " && " + TOKEN + secret + " sudo --preserve-env=" + TOKEN.replace("=", "")
                + " portreeve-agent enrol --url " + url + " && sudo systemctl start portreeve-agent";
    }

    /** As a container beside those it watches. */
    String docker() {
        return "docker run -d --name portreeve-agent --restart unless-stopped"
                + (isLoopback() ? " --network host" : "")
                + " --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges"
                + " --group-add $(stat -c %g /var/run/docker.sock) -v /var/run/docker.sock:/var/run/docker.sock"
                + " -v /sys/fs/cgroup:/host/cgroup:ro -v /proc:/host/proc:ro"
                + " -v portreeve-agent:/var/lib/portreeve-agent"
                + " -e PORTREEVE_AGENT_CGROUP_ROOT=/host/cgroup -e PORTREEVE_AGENT_PROC_ROOT=/host/proc"
                + " -e PORTREEVE_HOST_NAME=$(hostname)"
                + (isPlain() ? " -e PORTREEVE_AGENT_ALLOW_PLAIN=true" : "")
                + " -e PORTREEVE_AGENT_URL=" + url
                + " -e " + TOKEN + secret + " portreeve/agent";
    }

    /** The jar is here, and is the one that the cloud has; or the owner has brought it. */
    private String fetched() {
        return sha256.map(sum -> "curl -fsSLo " + JAR + " " + url + Protocol.AGENT_JAR_PATH + " && echo '" + sum + "  "
                        + JAR + "' | sha256sum --check --quiet && ")
                .orElse("");
    }

    private String plain() {
        return isPlain() ? " --allow-plain" : "";
    }

    private boolean isPlain() {
        return url.startsWith("http://") && !isLoopback();
    }

    private boolean isLoopback() {
        return LOOPBACK.matcher(url).lookingAt();
    }
}
