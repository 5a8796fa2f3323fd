package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutHost;
import io.portreeve.cloud.actions.RolloutId;
import io.portreeve.cloud.actions.boundary.Rollouts;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.format.Badge;
import io.portreeve.cloud.web.format.Moment;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The newest rollout of the agent's release, and the next one. */
@Named("rollout")
@ViewScoped
public class RolloutBacking implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int MOST_SHOWN = 500;

    @Inject
    Caller caller;

    @Inject
    Rollouts rollouts;

    @Inject
    AgentReleases releases;

    @Inject
    Clock clock;

    private int first = 1;
    private int wave = 10;
    private UUID id;
    private int size;
    private String offered = "";
    private transient Rollout newest;

    /** A host as a line of the list. */
    public record Row(RolloutHost host, Badge state) {
        /** Where what came of it is shown; null before it was asked. */
        public String path() {
            return host.action().map(action -> "/actions/result?id=" + action).orElse(null);
        }
    }

    public void load() {
        caller.scoped(() -> {
            id = rollouts.newest().stream()
                    .findFirst()
                    .map(rollout -> rollout.id().value())
                    .orElse(null);
            newest = id == null ? null : rollouts.find(new RolloutId(id)).orElse(null);
            size = isAllowed() && (newest == null || !newest.isRunning()) ? rollouts.size() : 0;
            return id;
        });
        offered = releases.signed()
                .map(signed -> signed.release().version().text())
                .orElse("");
    }

    public void begin() throws IOException {
        if (isAllowed()) {
            attempt(() -> Optional.of(rollouts.begin(requester(), new Rollout.Pace(first, wave))));
        }
    }

    public void cancel() throws IOException {
        if (isAllowed() && id != null) {
            attempt(() -> rollouts.cancel(requester(), new RolloutId(id)));
        }
    }

    private void attempt(Supplier<Optional<Rollout>> work) throws IOException {
        try {
            caller.scoped(work);
        } catch (ProblemException | IllegalArgumentException e) {
            FacesContext.getCurrentInstance()
                    .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, e.getMessage(), null));
            load();
            return;
        }
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        external.redirect(external.getRequestContextPath() + "/actions/rollout");
    }

    public boolean isAllowed() {
        return caller.user().role().atLeast(Role.ADMIN);
    }

    /** Null if there was none. */
    public Rollout getNewest() {
        if (newest == null && id != null) {
            newest = caller.scoped(() -> rollouts.find(new RolloutId(id))).orElse(null);
        }
        return newest;
    }

    public Badge getState() {
        return Badge.of(getNewest().state());
    }

    public Moment getRequested() {
        return Moment.of(
                Optional.of(getNewest().requestedAt()),
                clock.instant(),
                caller.user().timeZone());
    }

    /** Null until then. */
    public Moment getEnded() {
        return Moment.of(getNewest().endedAt(), clock.instant(), caller.user().timeZone());
    }

    public boolean isGoingOn() {
        return getNewest() != null && getNewest().isRunning();
    }

    public boolean isBeginnable() {
        return isAllowed() && !isGoingOn() && size > 0;
    }

    public long getUpdated() {
        return getNewest().count(RolloutHost.State.UPDATED);
    }

    /** At most {@value #MOST_SHOWN}. */
    public List<Row> getRows() {
        return getNewest().hosts().stream()
                .limit(MOST_SHOWN)
                .map(host -> new Row(host, Badge.of(host.state())))
                .toList();
    }

    /** Hosts that are not listed. */
    public int getMore() {
        return Math.max(0, getNewest().hosts().size() - MOST_SHOWN);
    }

    public int getSize() {
        return size;
    }

    public String getOffered() {
        return offered;
    }

    public int getFirst() {
        return first;
    }

    public void setFirst(int first) {
        this.first = first;
    }

    public int getWave() {
        return wave;
    }

    public void setWave(int wave) {
        this.wave = wave;
    }

    private Requester requester() {
        return new Requester(caller.user().id().value(), caller.user().displayName());
    }
}
