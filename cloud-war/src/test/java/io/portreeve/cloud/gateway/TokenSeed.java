package io.portreeve.cloud.gateway;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.migrations.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Organizations and enrolment tokens, put into the database by its administrator. */
final class TokenSeed {
    private final TestDatabase database;

    TokenSeed(TestDatabase database) {
        this.database = database;
    }

    UUID organization() throws SQLException {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        try (Connection connection = database.adminConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into organizations (id, name, created_at) values (?, ?, now())")) {
            insert.setObject(1, id);
            insert.setString(2, "organization " + id);
            insert.executeUpdate();
        }
        return id;
    }

    /** A token with one use. */
    String token(UUID organization, Duration validity) throws SQLException {
        String secret = "secret-" + UUID.randomUUID();
        Instant now = Instant.now();
        try (Connection connection = database.adminConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into enrolment_tokens (organization_id, id, token_hash, created_at, expires_at, uses_left)
                        values (?, ?, ?, ?, ?, 1)
                        """)) {
            insert.setObject(1, organization);
            insert.setObject(2, UuidCreator.getTimeOrderedEpoch());
            insert.setBytes(3, hash(secret));
            insert.setObject(4, now.minusSeconds(60).atOffset(ZoneOffset.UTC));
            insert.setObject(5, now.plus(validity).atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
        return secret;
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
