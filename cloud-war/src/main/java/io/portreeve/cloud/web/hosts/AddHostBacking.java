package io.portreeve.cloud.web.hosts;

import io.portreeve.cloud.fleet.EnrolledHost;
import io.portreeve.cloud.fleet.EnrolmentProgress;
import io.portreeve.cloud.fleet.EnrolmentToken;
import io.portreeve.cloud.fleet.boundary.Enrolment;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.format.Formats;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** Makes a token, shows it once in a command to copy, and waits for the agent that uses it. */
@Named("addHost")
@ViewScoped
public class AddHostBacking implements Serializable {
    private static final long serialVersionUID = 1;
    private static final List<Integer> MINUTES = List.of(15, 60, 1440);

    @Inject
    Caller caller;

    @Inject
    Enrolment enrolment;

    @Inject
    AgentInstructions instructions;

    private int minutes = 60;
    private int uses = 1;
    private transient EnrolmentToken token;

    public boolean isAllowed() {
        return caller.user().role().atLeast(Role.ADMIN);
    }

    public void create() {
        if (!isAllowed() || !MINUTES.contains(minutes) || uses < 1 || uses > 100) {
            return;
        }
        token = caller.scoped(
                () -> enrolment.createToken(caller.user().id().value(), Duration.ofMinutes(minutes), uses));
    }

    public boolean isCreated() {
        return token != null;
    }

    public String getLeft() {
        return Formats.duration(instructions.left(token));
    }

    public AgentCommands getCommands() {
        return instructions.commands(token);
    }

    /** Hosts that the token enrolled so far. */
    public List<EnrolledHost> getEnrolled() {
        return caller.scoped(() -> enrolment.progress(token.id()))
                .map(EnrolmentProgress::hosts)
                .orElse(List.of());
    }

    /** Whether the token may still bring a host, or one that it brought has yet to connect. */
    public boolean isWaiting() {
        return token != null
                && !instructions.left(token).isNegative()
                && (getEnrolled().size() < token.uses()
                        || getEnrolled().stream().anyMatch(host -> !host.connected()));
    }

    public int getMinutes() {
        return minutes;
    }

    public void setMinutes(int minutes) {
        this.minutes = minutes;
    }

    public List<Integer> getMinutesOffered() {
        return MINUTES;
    }

    public int getUses() {
        return uses;
    }

    public void setUses(int uses) {
        this.uses = uses;
    }
}
