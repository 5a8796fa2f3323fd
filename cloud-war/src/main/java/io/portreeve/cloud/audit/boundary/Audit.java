package io.portreeve.cloud.audit.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;

/** Appends to the record of the organization in scope. */
@ApplicationScoped
public class Audit {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String APPEND = """
            INSERT INTO audit_log (organization_id, id, at, actor_kind, actor_id, action, subject, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    @Inject
    TenantDatabase database;

    @Inject
    TenantScope scope;

    @Inject
    Clock clock;

    /** Records in the current transaction, or in one of its own. */
    public void record(AuditEntry entry) {
        database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
                insert.setObject(1, scope.required().value());
                insert.setObject(2, UuidCreator.getTimeOrderedEpoch());
                insert.setTimestamp(3, Timestamp.from(clock.instant()));
                insert.setString(4, entry.actorKind());
                insert.setString(5, entry.actorId());
                insert.setString(6, entry.action());
                insert.setString(7, entry.subject());
                insert.setString(8, json(entry));
                return insert.executeUpdate();
            }
        });
    }

    private static String json(AuditEntry entry) {
        try {
            return JSON.writeValueAsString(entry.detail());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
