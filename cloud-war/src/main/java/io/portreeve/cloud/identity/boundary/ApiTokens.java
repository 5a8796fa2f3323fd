package io.portreeve.cloud.identity.boundary;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.identity.ApiToken;
import io.portreeve.cloud.identity.ApiTokenId;
import io.portreeve.cloud.identity.NewApiToken;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.control.ApiTokenStore;
import io.portreeve.cloud.identity.control.SessionSecrets;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens with which programs read, and no more than that, until they are revoked or the membership of who made them
 * ends. The secret is shown once; kept is its SHA-256 digest.
 */
@ApplicationScoped
public class ApiTokens {
    /** With what every secret begins, so that it is told from an access token, and found where it should not be. */
    public static final String PREFIX = "ptr_";

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SECRET = 100;

    private final ApiTokenStore store = new ApiTokenStore();
    private final SessionSecrets secrets = new SessionSecrets();
    private final TenantDatabase database;
    private final SystemDatabase system;
    private final Audit audit;
    private final Clock clock;

    @Inject
    public ApiTokens(TenantDatabase database, SystemDatabase system, Audit audit, Clock clock) {
        this.database = database;
        this.system = system;
        this.audit = audit;
        this.clock = clock;
    }

    /** For the proxy. */
    protected ApiTokens() {
        this(null, null, null, null);
    }

    /**
     * Makes a token for the organization in scope.
     *
     * @param owner a member of it
     * @param name 1 to 100 characters, to tell it from others
     * @throws ProblemException {@code request-invalid} for a name that is none, {@code conflict} if there are 50 already
     */
    public NewApiToken create(SignedInUser owner, String name) {
        String shown = name.strip();
        if (shown.isEmpty() || shown.length() > LONGEST_NAME || shown.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    ProblemCode.REQUEST_INVALID, "A name has 1 to 100 characters, none of them a control character.");
        }
        NewApiToken token = new NewApiToken(
                new ApiTokenId(UuidCreator.getTimeOrderedEpoch()),
                shown,
                PREFIX + secrets.create(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        database.transaction(connection -> {
            if (store.count(connection, owner.organizationId()) >= MOST) {
                throw new ProblemException(
                        ProblemCode.CONFLICT, "There are 50 tokens already; revoke one that is not needed any more.");
            }
            store.create(connection, owner, token, SessionSecrets.hash(token.secret()));
            record(owner, "api-token.created", token.id(), shown);
            return null;
        });
        return token;
    }

    /** All of the organization in scope, the newest first. */
    public List<ApiToken> all() {
        return database.transaction(store::all);
    }

    /**
     * Ends a token at once.
     *
     * @return false if the organization in scope has no such token
     */
    public boolean revoke(SignedInUser by, ApiTokenId id) {
        return database.transaction(connection -> {
            Optional<String> name = store.delete(connection, id);
            name.ifPresent(known -> record(by, "api-token.revoked", id, known));
            return name.isPresent();
        });
    }

    /**
     * Whom a secret stands for, with the least of roles; empty if there is no such token any more. Needs no scope.
     *
     * @param secret as it came
     */
    Optional<SignedInUser> verify(String secret) {
        if (!secret.startsWith(PREFIX) || secret.length() > LONGEST_SECRET) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return system.transaction(connection -> store.use(connection, SessionSecrets.hash(secret), now));
    }

    private void record(SignedInUser by, String action, ApiTokenId token, String name) {
        audit.record(new AuditEntry("user", by.id().toString(), action, token.toString(), Map.of("name", name)));
    }
}
