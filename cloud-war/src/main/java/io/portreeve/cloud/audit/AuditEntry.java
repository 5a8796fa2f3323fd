package io.portreeve.cloud.audit;

import java.util.Map;

/**
 * What somebody did.
 *
 * @param actorKind user, agent, enrolment-token or system
 * @param actorId of that kind
 * @param action such as {@code session.started}
 * @param subject what it was done to
 * @param detail further facts, without secrets
 */
public record AuditEntry(String actorKind, String actorId, String action, String subject, Map<String, String> detail) {
    public AuditEntry {
        detail = Map.copyOf(detail);
    }
}
