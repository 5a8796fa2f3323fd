package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.fleet.ChosenLog;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.LogChoice;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.LogChoices;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import io.portreeve.cloud.web.PathId;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/** Asks whether a container's log is to be kept. */
@Named("logChoice")
@ViewScoped
public class LogChoiceBacking implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Caller caller;

    @Inject
    Containers containers;

    @Inject
    LogChoices choices;

    private UUID container;
    private String name = "";
    private String hostName = "";
    private String answer = "";
    private String choice = LogChoice.DEFAULT.word();

    public void load() {
        String asked = FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get("container");
        Optional<ContainerId> id = PathId.parse(asked).map(ContainerId::new);
        Optional<Container> known = id.flatMap(one -> caller.scoped(() -> containers.find(one)));
        Optional<ChosenLog> chosen = id.flatMap(one -> caller.scoped(() -> choices.of(one)));
        if (known.isEmpty() || chosen.isEmpty()) {
            Pages.notFound();
            return;
        }
        container = known.get().id().value();
        name = known.get().name();
        hostName = known.get().hostName();
        answer = chosen.get().answer().word();
        choice = chosen.get().choice().word();
    }

    public void save() throws IOException {
        Optional<LogChoice> wanted = LogChoice.named(choice);
        if (!isAllowed() || container == null || wanted.isEmpty()) {
            return;
        }
        try {
            UUID user = caller.user().id().value();
            if (caller.scoped(() -> choices.choose(user, new ContainerId(container), wanted.get()))
                    .isEmpty()) {
                Pages.notFound();
                return;
            }
        } catch (ProblemException e) {
            FacesContext.getCurrentInstance()
                    .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, e.getMessage(), null));
            return;
        }
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        external.redirect(external.getRequestContextPath() + getLogPath());
    }

    public boolean isAllowed() {
        return caller.user().role().atLeast(Role.ADMIN);
    }

    public boolean isForbidden() {
        return answer.equals(ChosenLog.Answer.FORBIDDEN.word());
    }

    public boolean isTooOld() {
        return answer.equals(ChosenLog.Answer.AGENT_TOO_OLD.word());
    }

    public String getLogPath() {
        return "/containers/" + container + "/logs";
    }

    public String getName() {
        return name;
    }

    public String getHostName() {
        return hostName;
    }

    public String getChoice() {
        return choice;
    }

    public void setChoice(String choice) {
        this.choice = choice;
    }
}
