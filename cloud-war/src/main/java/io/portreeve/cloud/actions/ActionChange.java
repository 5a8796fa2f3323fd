package io.portreeve.cloud.actions;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;

/** An action stands elsewhere now. */
public record ActionChange(OrganizationId organization, ActionId action, ContainerId container, ActionState state) {}
