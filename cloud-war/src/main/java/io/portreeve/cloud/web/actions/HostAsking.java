package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.HostActionWish;
import io.portreeve.cloud.actions.HostWish;
import io.portreeve.cloud.actions.RequestedAction;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.boundary.HostActions;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;

/** Asks a host for something, and goes where what comes of it is shown. */
@RequestScoped
public class HostAsking {
    @Inject
    Caller caller;

    @Inject
    HostActions actions;

    void ask(HostId host, HostWish wish, String idempotencyKey) throws IOException {
        Requester requester =
                new Requester(caller.user().id().value(), caller.user().displayName());
        try {
            Optional<RequestedAction> requested =
                    caller.scoped(() -> actions.request(requester, new HostActionWish(host, wish, idempotencyKey)));
            if (requested.isEmpty()) {
                Pages.notFound();
                return;
            }
            Action action = requested.get().action();
            ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
            external.redirect(external.getRequestContextPath() + "/actions/result?id=" + action.id());
        } catch (ProblemException | IllegalArgumentException e) {
            say(e.getMessage());
        }
    }

    /** By the key of a text. */
    void tell(String key) {
        FacesContext faces = FacesContext.getCurrentInstance();
        say(faces.getApplication().evaluateExpressionGet(faces, "#{text['" + key + "']}", String.class));
    }

    private static void say(String problem) {
        FacesContext.getCurrentInstance()
                .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, problem, null));
    }
}
