package io.portreeve.cloud.web.logs;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.boundary.Containers;
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

    private Container container;

    public void load() {
        Optional<ContainerId> id = PathId.of(request).map(ContainerId::new);
        Optional<Container> known = id.flatMap(one -> caller.scoped(() -> containers.find(one)));
        if (known.isEmpty()) {
            Pages.notFound();
        } else {
            container = known.get();
        }
    }

    public Container getContainer() {
        return container;
    }
}
