package io.portreeve.cloud.identity;

import io.portreeve.cloud.platform.OrganizationId;
import java.time.ZoneId;

/** A person who has proved who they are, in the organization they work in now. */
public record SignedInUser(
        UserId id,
        String email,
        String displayName,
        OrganizationId organizationId,
        String organizationName,
        Role role,
        ZoneId timeZone) {}
