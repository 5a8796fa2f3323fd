package io.portreeve.cloud.fleet.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.EnrolledHost;
import io.portreeve.cloud.fleet.EnrolmentToken;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.control.Nonces;
import io.portreeve.cloud.fleet.control.PresenceBoard;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.tenancy.boundary.Quotas;
import io.portreeve.cloud.testing.Databases;
import io.portreeve.contract.message.EnrolmentRequest;
import io.portreeve.contract.message.EnrolmentResponse;
import io.portreeve.contract.protocol.AgentToken;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnrolmentIT {
    private static final Duration HOUR = Duration.ofHours(1);

    private static Databases databases;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    private final List<AuditEntry> audited = new ArrayList<>();
    private final Audit audit = new Audit() {
        @Override
        public void record(AuditEntry entry) {
            audited.add(entry);
        }
    };
    private final Quotas quotas = new Quotas(databases.system());
    private final Enrolment enrolment = enrolment(clock);
    private final AgentAuthentication authentication = authentication(clock);
    private final UUID administrator = UuidCreator.getTimeOrderedEpoch();
    private OrganizationId organization;
    private KeyPair key;

    @BeforeAll
    static void createDatabase() {
        databases = new Databases();
    }

    @BeforeEach
    void createOrganization() throws SQLException, GeneralSecurityException {
        organization = organization("ours");
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    @Test
    void hostBeyondTheQuotaIsNotEnrolledAndUsesUpNothing() throws Exception {
        EnrolmentToken token = token(2);
        enrolment.enrol(request(token.secret(), key));
        try (Connection connection = databases.administrator();
                PreparedStatement quota = connection.prepareStatement(
                        "insert into organization_quotas (organization_id, hosts) values (?, 1)")) {
            quota.setObject(1, organization.value());
            quota.executeUpdate();
        }
        quotas.refresh();
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThatThrownBy(() -> enrolment.enrol(request(token.secret(), other)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.HOST_QUOTA_REACHED));
        assertThat(enrolment.enrol(request(token.secret(), key))).isNotNull();
    }

    @Test
    void tokenEnrolsAHostInItsOrganization() {
        EnrolmentToken token = token(1);
        EnrolmentResponse response = enrolment.enrol(request(token.secret(), key));
        Hosts hosts = new Hosts(databases.tenant(), new PresenceBoard(Databases.noRedis()), clock);
        List<Host> ours = databases.scope().call(organization, hosts::all);
        assertThat(ours).singleElement().satisfies(host -> {
            assertThat(host.id()).isEqualTo(new HostId(response.hostId()));
            assertThat(host.name()).isEqualTo("alpha");
            assertThat(host.presence()).isEqualTo(Presence.NEVER_CONNECTED);
        });
        assertThat(databases.scope().call(organization, () -> enrolment.progress(token.id())))
                .get()
                .satisfies(progress -> {
                    assertThat(progress.usesLeft()).isZero();
                    assertThat(progress.hosts())
                            .containsExactly(new EnrolledHost(new HostId(response.hostId()), "alpha", false));
                });
    }

    @Test
    void whoMadeATokenAndWhatItEnrolledIsRecorded() {
        EnrolmentToken token = token(1);
        EnrolmentResponse response = enrolment.enrol(request(token.secret(), key));
        assertThat(audited).extracting(AuditEntry::action).containsExactly("enrolment-token.created", "host.enrolled");
        assertThat(audited.get(0).actorId()).isEqualTo(administrator.toString());
        assertThat(audited.get(1).actorId()).isEqualTo(token.id().toString());
        assertThat(audited.get(1).subject()).isEqualTo(response.hostId().toString());
        assertThat(audited.toString()).doesNotContain(token.secret());
    }

    @Test
    void hostNameWithoutLettersIsRefused() {
        EnrolmentToken token = token(1);
        String publicKey = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
        for (String name : List.of("", "  ", "a\u0000b", "a\nb")) {
            assertInvalid(() -> enrolment.enrol(new EnrolmentRequest(token.secret(), publicKey, name)));
        }
    }

    @Test
    void secretIsNotInTheDatabase() throws SQLException {
        EnrolmentToken token = token(1);
        try (Connection connection = databases.administrator();
                PreparedStatement select =
                        connection.prepareStatement("select count(*) from enrolment_tokens t where t::text like ?")) {
            select.setString(1, "%" + token.secret() + "%");
            var row = select.executeQuery();
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
        assertThat(token.toString()).doesNotContain(token.secret());
    }

    @Test
    void wrongUsedUpAndExpiredTokensGetTheSameAnswer() throws GeneralSecurityException {
        EnrolmentToken usedUp = token(1);
        enrolment.enrol(request(usedUp.secret(), key));
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        EnrolmentToken expired = token(1);
        Enrolment later = enrolment(Clock.offset(clock, HOUR));
        assertRefused(() -> enrolment.enrol(request("wrong", other)));
        assertRefused(() -> enrolment.enrol(request(usedUp.secret(), other)));
        assertRefused(() -> later.enrol(request(expired.secret(), other)));
    }

    @Test
    void answerThatWasLostIsGivenAgain() {
        EnrolmentToken token = token(1);
        EnrolmentResponse first = enrolment.enrol(request(token.secret(), key));
        assertThat(enrolment.enrol(request(token.secret(), key))).isEqualTo(first);
    }

    @Test
    void whatIsNoKeyIsRefusedAndUsesNothing() {
        EnrolmentToken token = token(1);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> enrolment.enrol(new EnrolmentRequest(token.secret(), "AAAA", "alpha")))
                .matches(problem -> problem.code() == ProblemCode.REQUEST_INVALID);
        assertThat(enrolment.enrol(request(token.secret(), key))).isNotNull();
    }

    @Test
    void boundsOfATokenAreKept() {
        assertInvalid(() -> token(0));
        assertInvalid(() -> token(1_001));
        assertInvalid(() ->
                databases.scope().call(organization, () -> enrolment.createToken(administrator, Duration.ZERO, 1)));
        assertInvalid(() -> databases
                .scope()
                .call(organization, () -> enrolment.createToken(administrator, Duration.ofDays(31), 1)));
    }

    @Test
    void strangerSeesNoProgress() throws SQLException {
        EnrolmentToken token = token(1);
        OrganizationId other = organization("theirs");
        assertThat(databases.scope().call(other, () -> enrolment.progress(token.id())))
                .isEmpty();
    }

    @Test
    void holderOfTheKeyIsAuthenticated() {
        EnrolmentResponse response = enrol();
        assertThat(authentication.authenticate(signed(response, now))).get().satisfies(agent -> {
            assertThat(agent.organization()).isEqualTo(organization);
            assertThat(agent.agent().value()).isEqualTo(response.agentId());
            assertThat(agent.host().value()).isEqualTo(response.hostId());
        });
    }

    @Test
    void tokenCountsOnce() {
        String token = signed(enrol(), now);
        assertThat(authentication.authenticate(token)).isPresent();
        assertThat(authentication.authenticate(token)).isEmpty();
    }

    @Test
    void tokensOfAnotherTimeAreRefused() {
        EnrolmentResponse response = enrol();
        assertThat(authentication.authenticate(signed(response, now.minusSeconds(400))))
                .isEmpty();
        assertThat(authentication.authenticate(signed(response, now.plusSeconds(400))))
                .isEmpty();
    }

    @Test
    void foreignSignatureIsRefused() throws GeneralSecurityException {
        EnrolmentResponse response = enrol();
        KeyPair foreign = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String token = new AgentToken(response.agentId(), now, UUID.randomUUID()).signedWith(foreign.getPrivate());
        assertThat(authentication.authenticate(token)).isEmpty();
    }

    @Test
    void unknownAgentsAndGarbageAreRefused() {
        assertThat(authentication.authenticate(
                        signed(new EnrolmentResponse(UUID.randomUUID(), UUID.randomUUID()), now)))
                .isEmpty();
        assertThat(authentication.authenticate("")).isEmpty();
        assertThat(authentication.authenticate("v1.a.b.c.d")).isEmpty();
    }

    @Test
    void revokedAgentIsRefused() throws SQLException {
        EnrolmentResponse response = enrol();
        try (Connection connection = databases.administrator();
                PreparedStatement revoke =
                        connection.prepareStatement("update agents set revoked_at = now() where id = ?")) {
            revoke.setObject(1, response.agentId());
            revoke.executeUpdate();
        }
        assertThat(authentication.authenticate(signed(response, now))).isEmpty();
    }

    private EnrolmentResponse enrol() {
        return enrolment.enrol(request(token(1).secret(), key));
    }

    private String signed(EnrolmentResponse response, Instant issuedAt) {
        return new AgentToken(response.agentId(), issuedAt, UUID.randomUUID()).signedWith(key.getPrivate());
    }

    private EnrolmentToken token(int uses) {
        return databases.scope().call(organization, () -> enrolment.createToken(administrator, HOUR, uses));
    }

    private static EnrolmentRequest request(String token, KeyPair key) {
        String publicKey = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
        return new EnrolmentRequest(token, publicKey, " alpha ");
    }

    private Enrolment enrolment(Clock clock) {
        return new Enrolment(databases.scope(), databases.tenant(), databases.system(), quotas, audit, clock);
    }

    private static AgentAuthentication authentication(Clock clock) {
        return new AgentAuthentication(databases.system(), new Nonces(Databases.noRedis(), clock), clock);
    }

    private static OrganizationId organization(String name) throws SQLException {
        OrganizationId id = new OrganizationId(UuidCreator.getTimeOrderedEpoch());
        try (Connection connection = databases.administrator();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into organizations (id, name, created_at) values (?, ?, now())")) {
            insert.setObject(1, id.value());
            insert.setString(2, name);
            insert.executeUpdate();
        }
        return id;
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .matches(problem -> problem.code() == ProblemCode.ENROLMENT_TOKEN_INVALID);
    }

    private static void assertInvalid(ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .matches(problem -> problem.code() == ProblemCode.REQUEST_INVALID);
    }
}
