package io.portreeve.cloud.fleet.boundary;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.EnrolmentProgress;
import io.portreeve.cloud.fleet.EnrolmentToken;
import io.portreeve.cloud.fleet.EnrolmentTokenId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.control.AgentStore;
import io.portreeve.cloud.fleet.control.EnrolmentTokenStore;
import io.portreeve.cloud.fleet.control.HostStore;
import io.portreeve.cloud.fleet.control.PublicKeys;
import io.portreeve.cloud.fleet.control.TokenSecrets;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.tenancy.boundary.Quotas;
import io.portreeve.contract.message.EnrolmentRequest;
import io.portreeve.contract.message.EnrolmentResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How a host comes into an organization. */
@ApplicationScoped
public class Enrolment {
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(30);
    private static final int MOST_USES = 1_000;

    private final EnrolmentTokenStore tokens = new EnrolmentTokenStore();
    private final AgentStore agents = new AgentStore();
    private final TokenSecrets secrets = new TokenSecrets();
    private final HostStore hosts = new HostStore();
    private final Quotas quotas;
    private final TenantScope scope;
    private final TenantDatabase database;
    private final SystemDatabase system;
    private final Audit audit;
    private final Clock clock;

    @Inject
    public Enrolment(
            TenantScope scope,
            TenantDatabase database,
            SystemDatabase system,
            Quotas quotas,
            Audit audit,
            Clock clock) {
        this.quotas = quotas;
        this.scope = scope;
        this.database = database;
        this.system = system;
        this.audit = audit;
        this.clock = clock;
    }

    /** For the proxy. */
    protected Enrolment() {
        this(null, null, null, null, null, null);
    }

    /**
     * Makes a token for the organization in scope.
     *
     * @param createdBy the user who asks
     * @param validity up to 30 days
     * @param uses how many hosts it shall enrol, 1 to 1,000
     */
    public EnrolmentToken createToken(UUID createdBy, Duration validity, int uses) {
        if (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST_VALIDITY) > 0) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "A token is valid for up to 30 days.");
        }
        if (uses < 1 || uses > MOST_USES) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "A token has 1 to 1000 uses.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String secret = secrets.create();
        EnrolmentTokenId id = new EnrolmentTokenId(UuidCreator.getTimeOrderedEpoch());
        EnrolmentToken token = new EnrolmentToken(id, secret, now.plus(validity), uses);
        database.transaction(connection -> {
            tokens.create(
                    connection,
                    new EnrolmentTokenStore.Owner(scope.required(), id),
                    TokenSecrets.hash(secret),
                    createdBy,
                    now,
                    token.expiresAt(),
                    uses);
            audit.record(new AuditEntry(
                    "user",
                    createdBy.toString(),
                    "enrolment-token.created",
                    id.toString(),
                    Map.of(
                            "uses",
                            Integer.toString(uses),
                            "expiresAt",
                            token.expiresAt().toString())));
            return null;
        });
        return token;
    }

    /** What became of a token; empty if the organization in scope has no such token. */
    public Optional<EnrolmentProgress> progress(EnrolmentTokenId token) {
        return database.transaction(connection -> tokens.progress(connection, token));
    }

    /**
     * Trades a token for an identity, in the token's organization; needs no scope. The same key with the same token gets
     * the same identity again, so that an answer which was lost costs nothing.
     *
     * @throws ProblemException {@code enrolment-token-invalid}, whether the token is wrong, expired or used up; {@code
     *     request-invalid} if the key is not Ed25519 or the host has no name; {@code host-quota-reached} if the
     *     organization has as many hosts as it may have
     */
    public EnrolmentResponse enrol(EnrolmentRequest request) {
        byte[] key = PublicKeys.parse(request.publicKey())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.REQUEST_INVALID, "publicKey is not an Ed25519 key as X.509 in base64."))
                .getEncoded();
        String hostName = request.hostName().strip();
        if (hostName.isEmpty() || hostName.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "hostName is empty or has control characters.");
        }
        EnrolmentTokenStore.Owner token = system.transaction(
                        connection -> tokens.owner(connection, TokenSecrets.hash(request.token())))
                .orElseThrow(Enrolment::invalidToken);
        AuthenticatedAgent agent = scope.call(token.organization(), () -> enrol(token, key, hostName));
        return new EnrolmentResponse(agent.agent().value(), agent.host().value());
    }

    private AuthenticatedAgent enrol(EnrolmentTokenStore.Owner token, byte[] key, String hostName) {
        Instant now = clock.instant();
        return database.transaction(connection -> {
            Optional<AuthenticatedAgent> before = tokens.enrolledBefore(connection, token, key, now);
            if (before.isPresent()) {
                return before.get();
            }
            int mostHosts = quotas.of(token.organization()).hosts();
            if (hosts.size(connection).hosts() >= mostHosts) {
                throw new ProblemException(
                        ProblemCode.HOST_QUOTA_REACHED, "The organization may have " + mostHosts + " hosts.");
            }
            if (!tokens.use(connection, token, now)) {
                throw invalidToken();
            }
            AuthenticatedAgent agent = new AuthenticatedAgent(
                    token.organization(),
                    new HostId(UuidCreator.getTimeOrderedEpoch()),
                    new AgentId(UuidCreator.getTimeOrderedEpoch()));
            agents.create(connection, agent, hostName, key, token.id().value(), now);
            audit.record(new AuditEntry(
                    "enrolment-token",
                    token.id().toString(),
                    "host.enrolled",
                    agent.host().toString(),
                    Map.of("name", hostName, "agent", agent.agent().toString())));
            return agent;
        });
    }

    private static ProblemException invalidToken() {
        return new ProblemException(
                ProblemCode.ENROLMENT_TOKEN_INVALID, "The token is wrong, expired or used up; make a new one.");
    }
}
