package io.portreeve.contract.message;

import java.util.UUID;

/**
 * Answer to {@link EnrolmentRequest}, with status 201.
 *
 * @param releaseKey who signs releases of the agent, to be kept from now on, whatever is said later: Ed25519, X.509
 *     SubjectPublicKeyInfo, base64; null where nobody does
 */
public record EnrolmentResponse(UUID agentId, UUID hostId, String releaseKey) {
    /** Where nobody signs releases. */
    public EnrolmentResponse(UUID agentId, UUID hostId) {
        this(agentId, hostId, null);
    }
}
