package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.data.StartFailedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/**
 * What the launcher does in the application's tables, as the database's superuser: it sees whether anyone can sign in
 * yet, and lets this machine's agent into the first organization.
 */
public final class FirstOrganization {
    private static final Duration VALIDITY = Duration.ofMinutes(15);
    private static final int SECRET_BYTES = 32;

    private final Postgres postgres;

    public FirstOrganization(Postgres postgres) {
        this.postgres = postgres;
    }

    public boolean hasUsers() {
        try (Connection connection = postgres.connect(true);
                Statement statement = connection.createStatement();
                ResultSet users = statement.executeQuery("select exists (select from portreeve.users)")) {
            users.next();
            return users.getBoolean(1);
        } catch (SQLException e) {
            throw new StartFailedException("The users cannot be looked up: " + e.getMessage(), e);
        }
    }

    /** A token of the same form as the dashboard's, good once and for minutes. */
    public String enrolmentToken() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        String secret = "pre_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String sql = """
                insert into portreeve.enrolment_tokens
                  (organization_id, id, token_hash, created_at, expires_at, uses_left)
                select id, ?, ?, now(), now() + make_interval(mins => ?), 1
                  from portreeve.organizations order by created_at, id limit 1
                """;
        try (Connection connection = postgres.connect(true);
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setBytes(2, MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
            insert.setInt(3, (int) VALIDITY.toMinutes());
            if (insert.executeUpdate() != 1) {
                throw new StartFailedException("There is no organization that this machine's agent could join");
            }
            return secret;
        } catch (SQLException | NoSuchAlgorithmException e) {
            throw new StartFailedException("The agent's enrolment token cannot be stored: " + e.getMessage(), e);
        }
    }
}
