package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.HostWish;
import io.portreeve.cloud.fleet.AgentUpdate;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import io.portreeve.cloud.web.PathId;
import io.portreeve.contract.release.ReleaseVersion;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/** Asks once more before an agent is replaced by the release that is offered. */
@Named("updateAgent")
@ViewScoped
public class UpdateAgentBacking implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Caller caller;

    @Inject
    Hosts hosts;

    @Inject
    AgentReleases releases;

    @Inject
    HostAsking asking;

    private final String idempotencyKey = UUID.randomUUID().toString();
    private UUID host;
    private String hostName = "";
    private String running = "";
    private String offered = "";
    private String standing = "";
    private String rule = "";
    private boolean offline;

    public void load() {
        Optional<Host> known = PathId.parse(FacesContext.getCurrentInstance()
                        .getExternalContext()
                        .getRequestParameterMap()
                        .get("host"))
                .flatMap(id -> caller.scoped(() -> hosts.find(new HostId(id))));
        if (known.isEmpty()) {
            Pages.notFound();
            return;
        }
        AgentUpdate update = releases.updateOf(known.get());
        host = known.get().id().value();
        hostName = known.get().name();
        running = known.get().agentVersion().orElse("");
        offered = update.offered().map(ReleaseVersion::text).orElse("");
        standing = update.standing().word();
        rule = update.rule();
        offline = known.get().presence() != Presence.ONLINE;
    }

    public void ask() throws IOException {
        if (host == null || !isAllowed()) {
            return;
        }
        asking.ask(new HostId(host), new HostWish.UpdateAgent(), idempotencyKey);
    }

    public boolean isAllowed() {
        return caller.user().role().atLeast(Role.ADMIN);
    }

    public boolean isPossible() {
        return standing.equals(AgentUpdate.Standing.POSSIBLE.word());
    }

    public boolean isOffline() {
        return offline;
    }

    public String getStandingKey() {
        return "update.standing." + standing;
    }

    public String getRule() {
        return rule;
    }

    public String getRunning() {
        return running;
    }

    public String getOffered() {
        return offered;
    }

    public String getHostName() {
        return hostName;
    }

    public String getHostPath() {
        return "/hosts/" + host;
    }
}
