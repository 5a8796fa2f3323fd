package io.portreeve.contract.message;

import io.portreeve.contract.action.HostActionRequest;

/** As {@link ActionRequested}, of something that is more than one container's; for agents that name the capability. */
public record HostActionRequested(HostActionRequest request) implements CloudMessage {}
