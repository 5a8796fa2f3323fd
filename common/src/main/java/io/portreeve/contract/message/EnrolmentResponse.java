package io.portreeve.contract.message;

import java.util.UUID;

/** Answer to {@link EnrolmentRequest}, with status 201. */
public record EnrolmentResponse(UUID agentId, UUID hostId) {}
