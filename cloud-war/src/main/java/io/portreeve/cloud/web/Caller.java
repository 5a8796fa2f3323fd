package io.portreeve.cloud.web;

import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import io.portreeve.cloud.platform.TenantScope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** Who asks for a page, and the scope of their organization. */
@RequestScoped
public class Caller {
    @Inject
    CurrentUser currentUser;

    @Inject
    TenantScope tenantScope;

    /** Who is signed in; pages are reached by no one else. */
    public SignedInUser user() {
        return currentUser.required();
    }

    /** Does the work with the rows of the caller's organization alone. */
    public <T> T scoped(Supplier<T> work) {
        return tenantScope.call(user().organizationId(), work);
    }
}
