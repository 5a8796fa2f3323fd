package io.portreeve.cloud.web.hosts;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the owner of a host pastes into its shell, one command each.
 *
 * <p>The token goes by environment: arguments are shown to everybody on the host.
 *
 * @param url by which the agent reaches us
 * @param secret of the enrolment token
 */
public record AgentCommands(String url, String secret) {
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

    /** Enrols and runs in the foreground. */
    String java() {
        return "PORTREEVE_AGENT_ENROLMENT_TOKEN=" + secret + " java -jar portreeve-agent.jar enrol --url " + url
                + plain() + " && java -jar portreeve-agent.jar run" + plain();
    }

    /** Enrols, then leaves the agent to systemd, so that it comes back after a restart of the host. */
    String systemd() {
        return "sudo sh -c 'install -D -m 0644 portreeve-agent.jar /opt/portreeve/portreeve-agent.jar"
                + " && PORTREEVE_AGENT_ENROLMENT_TOKEN=" + secret
                + " java -jar /opt/portreeve/portreeve-agent.jar enrol --url " + url + plain()
                + " && systemd-run --unit=portreeve-agent --property=Restart=always"
                + " java -jar /opt/portreeve/portreeve-agent.jar run" + plain() + "'";
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
                + " -e PORTREEVE_AGENT_ENROLMENT_TOKEN=" + secret + " portreeve/agent";
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
