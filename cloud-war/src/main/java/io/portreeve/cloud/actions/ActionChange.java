package io.portreeve.cloud.actions;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;
import java.util.Optional;

/**
 * An action stands elsewhere now.
 *
 * @param container absent if it is not asked of one
 */
public record ActionChange(
        OrganizationId organization, ActionId action, Optional<ContainerId> container, ActionState state) {}
