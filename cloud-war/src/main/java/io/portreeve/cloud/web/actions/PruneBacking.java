package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.HostWish;
import io.portreeve.cloud.actions.boundary.Actions;
import io.portreeve.cloud.actions.boundary.HostActions;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import io.portreeve.cloud.web.PathId;
import io.portreeve.cloud.web.row.StepRow;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.PruneKind;
import io.portreeve.contract.action.StepOutcome;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows what was listed once more, and has it done away with when the host's name is typed. */
@Named("prune")
@ViewScoped
public class PruneBacking implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Caller caller;

    @Inject
    Actions actions;

    @Inject
    HostActions hostActions;

    @Inject
    HostAsking asking;

    private final String idempotencyKey = UUID.randomUUID().toString();
    private UUID plan;
    private boolean volumes;
    private String typedName = "";
    private transient Action action;

    public void load() {
        plan = PathId.parse(FacesContext.getCurrentInstance()
                        .getExternalContext()
                        .getRequestParameterMap()
                        .get("plan"))
                .orElse(null);
        if (action() == null) {
            Pages.notFound();
        }
    }

    public void ask() throws IOException {
        if (action() == null || !isAllowed()) {
            return;
        }
        if (!typedName.strip().equals(getHostName())) {
            asking.tell("prune.name.wrong");
            return;
        }
        asking.ask(
                new HostId(action().hostId().value()), new HostWish.Prune(new ActionId(plan), volumes), idempotencyKey);
    }

    public boolean isAllowed() {
        return caller.user().role().atLeast(Role.ADMIN);
    }

    public boolean isFresh() {
        return hostActions.isCarriable(action());
    }

    public List<StepRow> getRows() {
        return planned().stream().map(StepRow::of).toList();
    }

    public String getSize() {
        return StepRow.size(planned(), StepOutcome.PLANNED);
    }

    public long getVolumeCount() {
        return planned().stream()
                .filter(step -> step.what().equals(PruneKind.VOLUMES.wireName()))
                .count();
    }

    public String getHostName() {
        return action().hostName();
    }

    public String getHostPath() {
        return "/hosts/" + action().hostId();
    }

    public String getPlanPath() {
        return "/actions/result?id=" + plan;
    }

    public boolean isVolumes() {
        return volumes;
    }

    public void setVolumes(boolean volumes) {
        this.volumes = volumes;
    }

    public String getTypedName() {
        return typedName;
    }

    public void setTypedName(String typedName) {
        this.typedName = typedName == null ? "" : typedName;
    }

    private List<ActionStep> planned() {
        return action().steps().stream()
                .filter(step -> step.outcome() == StepOutcome.PLANNED)
                .toList();
    }

    private Action action() {
        if (action == null && plan != null) {
            Optional<Action> found = caller.scoped(() -> actions.find(new ActionId(plan)));
            action = found.orElse(null);
        }
        return action;
    }
}
