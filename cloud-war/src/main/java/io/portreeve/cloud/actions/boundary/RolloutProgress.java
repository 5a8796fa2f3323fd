package io.portreeve.cloud.actions.boundary;

import io.portreeve.cloud.actions.control.RolloutStore;
import io.portreeve.cloud.actions.control.RolloutWalk;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Lets rollouts of all organizations go on; for a timer that runs on one node at a time. */
@ApplicationScoped
public class RolloutProgress {
    private static final Logger LOGGER = System.getLogger(RolloutProgress.class.getName());

    private final RolloutStore store = new RolloutStore();
    private final SystemDatabase system;
    private final RolloutWalk walk;
    private final TenantScope scope;

    @Inject
    public RolloutProgress(SystemDatabase system, RolloutWalk walk, TenantScope scope) {
        this.system = system;
        this.walk = walk;
        this.scope = scope;
    }

    /** For the proxy. */
    protected RolloutProgress() {
        this(null, null, null);
    }

    /** Asks the hosts whose turn it is, and ends what is over. One that fails leaves the others alone. */
    public void run() {
        for (RolloutStore.Running running : system.transaction(store::running)) {
            try {
                scope.run(running.organization(), () -> walk.step(running.rollout()));
            } catch (RuntimeException e) {
                LOGGER.log(
                        Level.WARNING,
                        "rollout=" + running.rollout() + " organization=" + running.organization() + " did not go on",
                        e);
            }
        }
    }
}
