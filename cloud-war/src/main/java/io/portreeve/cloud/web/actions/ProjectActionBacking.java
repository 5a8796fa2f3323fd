package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.HostWish;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import io.portreeve.cloud.web.PathId;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.ProjectVerb;
import io.portreeve.contract.protocol.Capability;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Asks once more before something is asked for a compose project; its name has to be typed to take it down. */
@Named("projectAction")
@ViewScoped
public class ProjectActionBacking implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Caller caller;

    @Inject
    Hosts hosts;

    @Inject
    Containers containers;

    @Inject
    HostAsking asking;

    private final String idempotencyKey = UUID.randomUUID().toString();
    private UUID host;
    private String hostName = "";
    private boolean offline;
    private boolean able;
    private String project = "";
    private long size;
    private ProjectVerb verb = ProjectVerb.UP;
    private int patience = 10;
    private String typedName = "";

    public void load() {
        Map<String, String> asked =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        Optional<ProjectVerb> wanted = ProjectVerb.named(asked.getOrDefault("kind", ""));
        project = asked.getOrDefault("project", "");
        boolean known = wanted.isPresent()
                && PathId.parse(asked.get("host"))
                        .map(HostId::new)
                        .filter(this::read)
                        .isPresent();
        if (!known) {
            Pages.notFound();
            return;
        }
        verb = wanted.get();
    }

    public void ask() throws IOException {
        if (host == null || !isAllowed()) {
            return;
        }
        if (isNamed() && !typedName.strip().equals(project)) {
            asking.tell("project.name.wrong");
            return;
        }
        HostAction.Project action = new HostAction.Project(project, verb, Duration.ofSeconds(patience));
        asking.ask(new HostId(host), new HostWish.Project(action), idempotencyKey);
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

    public boolean isNamed() {
        return verb == ProjectVerb.DOWN;
    }

    public boolean isPatient() {
        return verb == ProjectVerb.STOP || verb == ProjectVerb.RESTART || verb == ProjectVerb.DOWN;
    }

    public String getKind() {
        return verb.wireName();
    }

    public String getProject() {
        return project;
    }

    public long getSize() {
        return size;
    }

    public String getHostName() {
        return hostName;
    }

    public String getHostPath() {
        return "/hosts/" + host;
    }

    public int getPatience() {
        return patience;
    }

    public void setPatience(int patience) {
        this.patience = patience;
    }

    public String getTypedName() {
        return typedName;
    }

    public void setTypedName(String typedName) {
        this.typedName = typedName == null ? "" : typedName;
    }

    private boolean read(HostId id) {
        Optional<Host> known = caller.scoped(() -> hosts.find(id));
        known.ifPresent(found -> {
            host = found.id().value();
            hostName = found.name();
            offline = found.presence() != Presence.ONLINE;
            able = found.can(Capability.HOST_ACTIONS);
            List<Container> there = caller.scoped(() -> containers.search(
                    new ContainerFilter(Optional.of(id), Optional.empty(), "", 0, ContainerFilter.LARGEST_PAGE)));
            size = there.stream()
                    .filter(container -> container.composeProject().equals(project))
                    .count();
        });
        return known.isPresent() && size > 0 && !project.isBlank();
    }
}
