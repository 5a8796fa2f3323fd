package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.Database;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.TestContainer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one organization has does not exist for another. */
@ExtendWith(RunningPortreeve.class)
class TenancyIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    private Api owner;
    private Api stranger;
    private Api anonymous;

    @BeforeEach
    void signIn(RunningPortreeve.Running portreeve) throws SQLException {
        owner = portreeve.api();
        anonymous = Api.anonymous(portreeve.url());
        String email = "stranger-" + UUID.randomUUID() + "@example.org";
        // With the first administrator's password, whose hash is the only one there is.
        try (Connection connection = Database.connect(portreeve.process().data());
                PreparedStatement insert = connection.prepareStatement("""
                        with organization as (
                          insert into portreeve.organizations (id, name, created_at)
                          values (gen_random_uuid(), 'Strangers', now()) returning id
                        ), person as (
                          insert into portreeve.users (id, email, display_name, password_hash, created_at)
                          select gen_random_uuid(), ?, 'Stranger', password_hash, now()
                            from portreeve.users where email = ? returning id
                        )
                        insert into portreeve.memberships (organization_id, user_id, role, created_at)
                        select organization.id, person.id, 'owner', now() from organization, person
                        """)) {
            insert.setString(1, email);
            insert.setString(2, portreeve.adminEmail());
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        stranger = Api.signedIn(portreeve.url(), email, portreeve.adminPassword());
    }

    @Test
    void hostsAndContainersOfAnotherOrganizationDoNotExist() {
        try (TestContainer container = TestContainer.running("sleep 3600")) {
            PortreeveProcess.await(
                    "the container",
                    SOON,
                    () -> items(owner, "/api/v1/containers?limit=1000").stream()
                            .anyMatch(seen ->
                                    container.id().equals(seen.get("dockerId").asText())));
            List<JsonNode> containers = items(owner, "/api/v1/containers?limit=1000");

            assertThat(items(stranger, "/api/v1/hosts")).isEmpty();
            assertThat(items(stranger, "/api/v1/containers")).isEmpty();
            for (JsonNode seen : containers) {
                isNotFound("/api/v1/containers/" + seen.get("id").asText());
                isNotFound("/api/v1/containers/" + seen.get("id").asText() + "/metrics");
                isNotFound("/api/v1/hosts/" + seen.get("hostId").asText());
            }
        }
    }

    @Test
    void withoutATokenNothingIsShown() {
        for (String path : List.of("/api/v1/hosts", "/api/v1/containers")) {
            assertThat(anonymous.get(path).status()).as(path).isEqualTo(401);
        }
    }

    @Test
    void wrongPasswordAndUnknownPersonGetTheSameAnswer(RunningPortreeve.Running portreeve) {
        Api.Answer wrong = anonymous.post(
                "/api/v1/auth/token", Map.of("email", portreeve.adminEmail(), "password", "a wrong password"));
        Api.Answer unknown = anonymous.post(
                "/api/v1/auth/token", Map.of("email", "nobody@example.org", "password", "a wrong password"));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.contentType()).startsWith("application/problem+json");
        assertThat(wrong.body().get("code").asText()).isEqualTo("credentials-invalid");
        assertThat(unknown).isEqualTo(wrong);
    }

    private void isNotFound(String path) {
        Api.Answer answer = stranger.get(path);
        assertThat(answer.status()).as(path).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.body().get("code").asText()).isEqualTo("not-found");
    }

    private static List<JsonNode> items(Api api, String path) {
        return StreamSupport.stream(api.read(path).get("items").spliterator(), false)
                .toList();
    }
}
