package io.portreeve.cloud.web.actions;

import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ContainerAction;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** What people may say of an action before they ask for it; fields of other kinds are left alone. */
public class ActionForm implements Serializable {
    private static final long serialVersionUID = 1;
    private static final List<String> SIGNALS =
            List.of("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2");

    private int patience = 10;
    private String signal = SIGNALS.get(0);
    private boolean force;
    private boolean volumes;
    private String image = "";
    private boolean pull = true;
    private int healthDeadline = 60;
    private String command = "";
    private int deadline = 30;
    private String typedName = "";

    /**
     * The action.
     *
     * @throws IllegalArgumentException if what was said makes none; the message is for people
     */
    ContainerAction action(ActionKind kind) {
        return switch (kind) {
            case START -> new ContainerAction.Start();
            case STOP -> new ContainerAction.Stop(Duration.ofSeconds(patience));
            case RESTART -> new ContainerAction.Restart(Duration.ofSeconds(patience));
            case KILL -> new ContainerAction.Kill(signal);
            case PAUSE -> new ContainerAction.Pause();
            case UNPAUSE -> new ContainerAction.Unpause();
            case REMOVE -> new ContainerAction.Remove(force, volumes);
            case UPDATE -> new ContainerAction.Update(image.strip(), pull, Duration.ofSeconds(healthDeadline));
            case EXEC -> new ContainerAction.Exec(CommandWords.of(command), Duration.ofSeconds(deadline));
            case PRUNE, PULL -> throw new IllegalStateException(kind + " is not done to a container");
        };
    }

    public List<String> getSignals() {
        return SIGNALS;
    }

    public int getPatience() {
        return patience;
    }

    public void setPatience(int patience) {
        this.patience = patience;
    }

    public String getSignal() {
        return signal;
    }

    public void setSignal(String signal) {
        this.signal = signal;
    }

    public boolean isForce() {
        return force;
    }

    public void setForce(boolean force) {
        this.force = force;
    }

    public boolean isVolumes() {
        return volumes;
    }

    public void setVolumes(boolean volumes) {
        this.volumes = volumes;
    }

    public String getImage() {
        return image;
    }

    public void setImage(String image) {
        this.image = image == null ? "" : image;
    }

    public boolean isPull() {
        return pull;
    }

    public void setPull(boolean pull) {
        this.pull = pull;
    }

    public int getHealthDeadline() {
        return healthDeadline;
    }

    public void setHealthDeadline(int healthDeadline) {
        this.healthDeadline = healthDeadline;
    }

    public String getCommand() {
        return command;
    }

    public void setCommand(String command) {
        this.command = command == null ? "" : command;
    }

    public int getDeadline() {
        return deadline;
    }

    public void setDeadline(int deadline) {
        this.deadline = deadline;
    }

    public String getTypedName() {
        return typedName;
    }

    public void setTypedName(String typedName) {
        this.typedName = typedName == null ? "" : typedName;
    }
}
