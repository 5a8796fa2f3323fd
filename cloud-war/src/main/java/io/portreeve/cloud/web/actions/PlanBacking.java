package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.HostWish;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import io.portreeve.cloud.web.PathId;
import io.portreeve.contract.action.PruneKind;
import io.portreeve.contract.protocol.Capability;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Asks what to look for on a host before anything is done away with; volumes are not chosen beforehand. */
@Named("plan")
@ViewScoped
public class PlanBacking implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Caller caller;

    @Inject
    Hosts hosts;

    @Inject
    HostAsking asking;

    private final String idempotencyKey = UUID.randomUUID().toString();
    private UUID host;
    private String hostName = "";
    private boolean offline;
    private boolean able;
    private List<String> chosen = new ArrayList<>(List.of("containers", "dangling-images", "networks"));

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
        host = known.get().id().value();
        hostName = known.get().name();
        offline = known.get().presence() != Presence.ONLINE;
        able = known.get().can(Capability.HOST_ACTIONS);
    }

    public void ask() throws IOException {
        if (host == null || !isAllowed()) {
            return;
        }
        Set<PruneKind> kinds =
                chosen.stream().flatMap(name -> PruneKind.named(name).stream()).collect(Collectors.toSet());
        if (kinds.isEmpty()) {
            asking.tell("plan.none");
            return;
        }
        asking.ask(new HostId(host), new HostWish.Plan(kinds), idempotencyKey);
    }

    public boolean isAllowed() {
        return caller.user().role().atLeast(Role.MEMBER);
    }

    public boolean isAble() {
        return able;
    }

    public boolean isOffline() {
        return offline;
    }

    public String getHostName() {
        return hostName;
    }

    public String getHostPath() {
        return "/hosts/" + host;
    }

    public List<String> getKinds() {
        return Arrays.stream(PruneKind.values()).map(PruneKind::wireName).toList();
    }

    public List<String> getChosen() {
        return chosen;
    }

    public void setChosen(List<String> chosen) {
        this.chosen = new ArrayList<>(chosen);
    }
}
