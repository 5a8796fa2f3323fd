package io.portreeve.cloud.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The organization on whose behalf the current thread works. A door opens it, from the authenticated caller alone; the
 * database shows and takes the rows of that organization only, and none without a scope.
 *
 * <p>Bound to the thread: work handed to another thread has no scope until somebody opens one there.
 */
@ApplicationScoped
public class TenantScope {
    private static final ThreadLocal<OrganizationId> CURRENT = new ThreadLocal<>();

    /**
     * Runs the work in the organization's scope.
     *
     * @throws IllegalStateException if another organization is in scope already
     */
    public <T> T call(OrganizationId organization, Supplier<T> work) {
        OrganizationId outer = CURRENT.get();
        if (outer != null && !outer.equals(organization)) {
            throw new IllegalStateException("another organization is in scope");
        }
        CURRENT.set(organization);
        try {
            return work.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            }
        }
    }

    /** As {@link #call}, for work without a result. */
    public void run(OrganizationId organization, Runnable work) {
        call(organization, () -> {
            work.run();
            return null;
        });
    }

    public Optional<OrganizationId> current() {
        return currentOfThread();
    }

    /**
     * The organization in scope.
     *
     * @throws IllegalStateException if there is none
     */
    public OrganizationId required() {
        return currentOfThread().orElseThrow(() -> new IllegalStateException("no organization is in scope"));
    }

    /** For what is made by the container without injection, such as the connector of JPA. */
    public static Optional<OrganizationId> currentOfThread() {
        return Optional.ofNullable(CURRENT.get());
    }
}
