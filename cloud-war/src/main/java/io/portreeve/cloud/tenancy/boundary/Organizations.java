package io.portreeve.cloud.tenancy.boundary;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.tenancy.Organization;
import io.portreeve.cloud.tenancy.control.OrganizationStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** What can be asked of organizations. */
@ApplicationScoped
public class Organizations {
    @Inject
    OrganizationStore organizations;

    @Inject
    TenantScope scope;

    /** The organization in scope; empty if it was deleted meanwhile. */
    @Transactional
    public Optional<Organization> current() {
        return find(scope.required());
    }

    /** An organization, if it is the one in scope. */
    @Transactional
    public Optional<Organization> find(OrganizationId id) {
        return organizations.find(id);
    }

    /** All that the database shows: the one in scope, or none. */
    @Transactional
    public List<Organization> visible() {
        return organizations.visible();
    }
}
