package io.portreeve.cloud.web.hosts;

import java.util.List;

/**
 * What the owner of a host pastes into its shell, one command each.
 *
 * <p>The token goes by environment: arguments are shown to everybody on the host.
 *
 * @param url by which the agent reaches us
 * @param secret of the enrolment token
 */
public record AgentCommands(String url, String secret) {
    private static final String IDENTITY = "/var/lib/portreeve-agent/identity.json";

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
                + " --identity " + IDENTITY + " && java -jar portreeve-agent.jar run --url " + url + " --identity "
                + IDENTITY;
    }

    /** Enrols, then leaves the agent to systemd, so that it comes back after a restart of the host. */
    String systemd() {
        return "sudo sh -c 'install -D -m 0644 portreeve-agent.jar /opt/portreeve/portreeve-agent.jar"
                + " && PORTREEVE_AGENT_ENROLMENT_TOKEN=" + secret
                + " java -jar /opt/portreeve/portreeve-agent.jar enrol --url " + url + " --identity " + IDENTITY
                + " && systemd-run --unit=portreeve-agent --property=Restart=always"
                + " java -jar /opt/portreeve/portreeve-agent.jar run --url " + url + " --identity " + IDENTITY + "'";
    }

    /** As a container beside those it watches. */
    String docker() {
        return "docker run -d --name portreeve-agent --restart unless-stopped"
                + " -v /var/run/docker.sock:/var/run/docker.sock:ro -v /sys/fs/cgroup:/sys/fs/cgroup:ro --pid host"
                + " -v portreeve-agent:/var/lib/portreeve-agent -e PORTREEVE_AGENT_URL=" + url
                + " -e PORTREEVE_AGENT_ENROLMENT_TOKEN=" + secret + " portreeve-agent";
    }
}
