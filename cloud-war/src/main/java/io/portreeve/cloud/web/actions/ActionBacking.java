package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.boundary.Actions;
import io.portreeve.cloud.actions.boundary.HostActions;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import io.portreeve.cloud.web.PathId;
import io.portreeve.cloud.web.format.Badge;
import io.portreeve.cloud.web.format.Moment;
import io.portreeve.cloud.web.row.ActionRow;
import io.portreeve.cloud.web.row.StepRow;
import io.portreeve.cloud.web.row.UpdateStage;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.StepOutcome;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One action: what came of it in full; and taken back, as long as it was not sent. */
@Named("action")
@ViewScoped
public class ActionBacking implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Caller caller;

    @Inject
    Actions actions;

    @Inject
    HostActions hostActions;

    @Inject
    Hosts hosts;

    @Inject
    Clock clock;

    private UUID id;
    private transient Action action;

    public void load() {
        String asked = FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get("id");
        Optional<UUID> wanted = PathId.parse(asked);
        if (wanted.isEmpty() || !read(wanted.get())) {
            Pages.notFound();
        }
    }

    public void cancel() {
        Requester requester =
                new Requester(caller.user().id().value(), caller.user().displayName());
        try {
            if (isCancellable()) {
                caller.scoped(() -> actions.cancel(requester, new ActionId(id)));
            }
        } catch (ProblemException e) {
            FacesContext.getCurrentInstance()
                    .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, e.getMessage(), null));
        }
        read(id);
    }

    public boolean isCancellable() {
        return action().state() == ActionState.REQUESTED && caller.user().role().atLeast(Role.MEMBER);
    }

    public ActionRow getRow() {
        return ActionRow.of(action(), caller.user().role(), clock.instant(), zone());
    }

    public String getKind() {
        return action().action().wireName();
    }

    /** As it was before; null if nobody looked. */
    public ContainerCondition getBefore() {
        return action().before().orElse(null);
    }

    /** As it was afterwards; null if nobody looked. */
    public ContainerCondition getAfter() {
        return action().after().orElse(null);
    }

    /** What was said; null where nothing says anything, or it is for others only. */
    public String getOutput() {
        return getRow().output().map(ActionOutput::text).orElse(null);
    }

    public long getLeftOut() {
        return getRow().output().map(ActionOutput::leftOut).orElse(0L);
    }

    /** How far the replacing of an agent has come; none of other actions. */
    public List<Badge> getStages() {
        return UpdateStage.of(action(), caller.scoped(() -> hosts.find(action().hostId())));
    }

    /** Of what is asked of a host. */
    public List<StepRow> getSteps() {
        return action().steps().stream().map(StepRow::of).toList();
    }

    /** What all that could go, or went, takes up; null where nothing is to go. */
    public String getSize() {
        boolean plan = getKind().equals(HostAction.PLAN);
        return plan || getKind().equals(HostAction.PRUNE)
                ? StepRow.size(action().steps(), plan ? StepOutcome.PLANNED : StepOutcome.DONE)
                : null;
    }

    /** Whether what is listed can be done away with, by whoever looks. */
    public boolean isCarriable() {
        return caller.user().role().atLeast(Role.ADMIN) && hostActions.isCarriable(action());
    }

    /** Null until then. */
    public Moment getEnded() {
        return Moment.of(action().endedAt(), clock.instant(), zone());
    }

    /** Null until then. */
    public Moment getBegan() {
        return Moment.of(action().beganAt(), clock.instant(), zone());
    }

    private ZoneId zone() {
        return caller.user().timeZone();
    }

    private Action action() {
        if (action == null) {
            read(id);
        }
        return action;
    }

    private boolean read(UUID wanted) {
        Optional<Action> found = caller.scoped(() -> actions.find(new ActionId(wanted)));
        found.ifPresent(known -> {
            id = wanted;
            action = known;
        });
        return found.isPresent();
    }
}
