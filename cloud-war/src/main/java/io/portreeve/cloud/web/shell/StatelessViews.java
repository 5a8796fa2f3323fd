package io.portreeve.cloud.web.shell;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import java.util.Set;

/**
 * Makes every view stateless but those that change something. Said here, before a view is built, and not in the views:
 * there it comes too late for PrimeFaces, which would have made a session for its nonce.
 */
public class StatelessViews extends ViewHandlerWrapper {
    private static final Set<String> STATEFUL = Set.of(
            "/hosts/add.xhtml",
            "/actions/new.xhtml",
            "/actions/result.xhtml",
            "/actions/plan.xhtml",
            "/actions/prune.xhtml",
            "/actions/project.xhtml",
            "/actions/log.xhtml",
            "/actions/update-agent.xhtml",
            "/actions/rollout.xhtml",
            "/settings.xhtml");

    public StatelessViews(ViewHandler wrapped) {
        super(wrapped);
    }

    @Override
    public UIViewRoot createView(FacesContext context, String viewId) {
        UIViewRoot view = super.createView(context, viewId);
        view.setTransient(!STATEFUL.contains(view.getViewId()));
        return view;
    }
}
