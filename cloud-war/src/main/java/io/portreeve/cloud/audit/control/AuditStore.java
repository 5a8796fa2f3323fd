package io.portreeve.cloud.audit.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.platform.OrganizationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Writes entries. */
public final class AuditStore {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String APPEND = """
            INSERT INTO audit_log (organization_id, id, at, actor_kind, actor_id, action, subject, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    public int append(Connection connection, OrganizationId organization, AuditEntry entry, Instant at)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setObject(1, organization.value());
            insert.setObject(2, UuidCreator.getTimeOrderedEpoch());
            insert.setTimestamp(3, Timestamp.from(at));
            insert.setString(4, entry.actorKind());
            insert.setString(5, entry.actorId());
            insert.setString(6, entry.action());
            insert.setString(7, entry.subject());
            insert.setString(8, json(entry));
            return insert.executeUpdate();
        }
    }

    private static String json(AuditEntry entry) {
        try {
            Map<String, String> storable = new TreeMap<>();
            entry.detail().forEach((name, value) -> storable.put(name, storable(value)));
            return JSON.writeValueAsString(storable);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }

    /** PostgreSQL has no NUL in JSON, and a foreign word must not make a deed impossible to record. */
    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
