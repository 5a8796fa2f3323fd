package io.portreeve.cloud.web.logs;

import io.portreeve.cloud.fleet.ChosenLog;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.LogChoice;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.LogChoices;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import io.portreeve.cloud.web.PathId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The frame of a container's log, kept or live; the script fetches the lines. */
@Named("logs")
@RequestScoped
public class LogsBacking {
    @Inject
    HttpServletRequest request;

    @Inject
    Caller caller;

    @Inject
    Containers containers;

    @Inject
    LogChoices choices;

    private Container container;
    private ChosenLog chosen;

    public void load() {
        Optional<ContainerId> id = PathId.of(request).map(ContainerId::new);
        Optional<Container> known = id.flatMap(one -> caller.scoped(() -> containers.find(one)));
        if (known.isEmpty()) {
            Pages.notFound();
        } else {
            container = known.get();
            chosen = caller.scoped(() -> choices.of(container.id()))
                    .orElseGet(
                            () -> new ChosenLog(LogChoice.DEFAULT, Optional.empty(), ChosenLog.Answer.AGENT_TOO_OLD));
        }
    }

    public Container getContainer() {
        return container;
    }

    /** The text's key for what was chosen. */
    public String getChosenKey() {
        return "logs.choice.is." + chosen.choice().word();
    }

    /** Whether something was chosen that its host's owner does not let be. */
    public boolean isOverruled() {
        return chosen.choice() != LogChoice.DEFAULT && chosen.answer() == ChosenLog.Answer.FORBIDDEN;
    }

    /** Whether something was chosen that its agent knows nothing of. */
    public boolean isUnheard() {
        return chosen.choice() != LogChoice.DEFAULT && chosen.answer() == ChosenLog.Answer.AGENT_TOO_OLD;
    }

    public boolean isChoosing() {
        return caller.user().role().atLeast(Role.ADMIN);
    }
}
