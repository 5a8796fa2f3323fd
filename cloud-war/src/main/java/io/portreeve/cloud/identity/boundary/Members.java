package io.portreeve.cloud.identity.boundary;

import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.UserId;
import io.portreeve.cloud.identity.control.UserStore;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Whether a proof that was given earlier still stands: the membership may have been ended since. */
@ApplicationScoped
public class Members {
    @Inject
    SystemDatabase database;

    private final UserStore users = new UserStore();

    /** The person as a member of the organization; empty if they are none. */
    public Optional<SignedInUser> find(UserId user, OrganizationId organization) {
        return database.transaction(connection -> users.member(connection, user, organization));
    }
}
