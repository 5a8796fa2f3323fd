package io.portreeve.cloud.identity;

import io.portreeve.cloud.platform.OrganizationId;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A person who has proved who they are, in the organization they work in now.
 *
 * @param chosenZone what they want to see times in, wherever they are
 * @param zoneHere of the browser that they look from
 */
public record SignedInUser(
        UserId id,
        String email,
        String displayName,
        OrganizationId organizationId,
        String organizationName,
        Role role,
        Optional<ZoneId> chosenZone,
        ZoneId zoneHere) {

    /** The zone to show times in. */
    public ZoneId timeZone() {
        return chosenZone.orElse(zoneHere);
    }

    /** The same person at a browser in a zone. */
    public SignedInUser at(ZoneId zone) {
        return new SignedInUser(id, email, displayName, organizationId, organizationName, role, chosenZone, zone);
    }
}
