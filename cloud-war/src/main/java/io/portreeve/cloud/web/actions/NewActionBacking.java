package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.ActionWish;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.boundary.Actions;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import io.portreeve.cloud.web.PathId;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.Precondition;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Asks once more before an action is asked for; what was seen of the container is its precondition. */
@Named("newAction")
@ViewScoped
public class NewActionBacking implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Caller caller;

    @Inject
    Containers containers;

    @Inject
    Actions actions;

    /** One a view, so that a form that is sent twice asks once. */
    private final String idempotencyKey = UUID.randomUUID().toString();

    private UUID container;
    private String name = "";
    private String hostName = "";
    private boolean hostOffline;
    private ActionKind kind = ActionKind.START;
    private Instant startedAt;
    private String imageId = "";
    private String image = "";
    private String allowed;
    private final ActionForm form = new ActionForm();

    public void load() {
        Map<String, String> asked =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        Optional<ActionKind> wanted =
                ActionKind.named(asked.getOrDefault("kind", "")).filter(ActionKind::isOfContainer);
        Optional<Container> known = PathId.parse(asked.get("container"))
                .flatMap(id -> caller.scoped(() -> containers.find(new ContainerId(id))));
        if (wanted.isEmpty() || known.isEmpty()) {
            Pages.notFound();
            return;
        }
        kind = wanted.get();
        container = known.get().id().value();
        name = known.get().name();
        hostName = known.get().hostName();
        hostOffline = known.get().state() == ContainerState.UNKNOWN;
        startedAt = known.get().startedAt().orElse(null);
        imageId = known.get().imageId();
        image = known.get().image();
        allowed = known.get().allowed().map(kinds -> String.join(" ", kinds)).orElse(null);
    }

    public void ask() throws IOException {
        if (!isAllowed() || container == null) {
            return;
        }
        if (isNamed() && !form.getTypedName().strip().equals(name)) {
            say(FacesContext.getCurrentInstance()
                    .getApplication()
                    .evaluateExpressionGet(
                            FacesContext.getCurrentInstance(), "#{text['action.name.wrong']}", String.class));
            return;
        }
        Requester requester =
                new Requester(caller.user().id().value(), caller.user().displayName());
        try {
            ActionWish wish = new ActionWish(
                    new ContainerId(container),
                    form.action(kind),
                    new Precondition(Optional.ofNullable(startedAt), imageId),
                    ActionWish.USUAL,
                    idempotencyKey);
            if (caller.scoped(() -> actions.request(requester, wish)).isEmpty()) {
                Pages.notFound();
                return;
            }
        } catch (ProblemException | IllegalArgumentException e) {
            say(e.getMessage());
            return;
        }
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        external.redirect(external.getRequestContextPath() + getContainerPath());
    }

    public boolean isAllowed() {
        return caller.user().role().atLeast(kind == ActionKind.EXEC ? Role.ADMIN : Role.MEMBER);
    }

    /** Whether the host's owner forbids it, as far as is known. */
    public boolean isForbidden() {
        return allowed != null && !List.of(allowed.split(" ")).contains(kind.wireName());
    }

    /** Whether the container's name has to be typed, since there is no way back. */
    public boolean isNamed() {
        return kind == ActionKind.REMOVE;
    }

    public boolean isUpdating() {
        return kind == ActionKind.UPDATE;
    }

    public boolean isExecuting() {
        return kind == ActionKind.EXEC;
    }

    public ActionForm getForm() {
        return form;
    }

    /** That the container was made from. */
    public String getImage() {
        return image;
    }

    public String getContainerPath() {
        return "/containers/" + container;
    }

    public String getName() {
        return name;
    }

    public String getHostName() {
        return hostName;
    }

    public boolean isHostOffline() {
        return hostOffline;
    }

    public String getKind() {
        return kind.wireName();
    }

    /** Whether people may be waiting for an end to be proper. */
    public boolean isPatient() {
        return kind == ActionKind.STOP || kind == ActionKind.RESTART;
    }

    public boolean isSignalling() {
        return kind == ActionKind.KILL;
    }

    /** Whether whoever uses the container notices. */
    public boolean isInterrupting() {
        return kind != ActionKind.START && kind != ActionKind.UNPAUSE && kind != ActionKind.EXEC;
    }

    private static void say(String problem) {
        FacesContext.getCurrentInstance()
                .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, problem, null));
    }
}
