package io.portreeve.cloud.identity.boundary;

import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.control.Passwords;
import io.portreeve.cloud.identity.control.UserStore;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.RateLimit;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Proof by password. */
@ApplicationScoped
public class SignIn {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int PER_ACCOUNT = 10;
    private static final int PER_ADDRESS = 50;
    private static final int LONGEST_EMAIL = 320;

    @Inject
    SystemDatabase database;

    @Inject
    RateLimit limits;

    @Inject
    Audit audit;

    @Inject
    TenantScope scope;

    private final Passwords passwords = new Passwords();
    private final UserStore users = new UserStore();

    /** As {@link #authenticate(String, String, Optional, String)}, in the person's oldest organization. */
    public SignedInUser authenticate(String email, String password, String clientAddress) {
        return authenticate(email, password, Optional.empty(), clientAddress);
    }

    /**
     * Checks a password. An unknown address, a wrong password and an organization that is not theirs get the same
     * answer after the same work; failures are limited by account and by address.
     *
     * @param organization where the person wants to work
     * @throws ProblemException {@code credentials-invalid}, or {@code too-many-attempts} with the time to wait
     */
    public SignedInUser authenticate(
            String email, String password, Optional<OrganizationId> organization, String clientAddress) {
        String known = email.length() > LONGEST_EMAIL ? email.substring(0, LONGEST_EMAIL) : email;
        String account = "sign-in:account:" + digest(known.toLowerCase(Locale.ROOT));
        String address = "sign-in:address:" + digest(clientAddress);
        refuseIfExceeded(address, PER_ADDRESS);
        refuseIfExceeded(account, PER_ACCOUNT);

        SignedInUser user = check(known, password, organization, clientAddress);
        limits.undo(account);
        limits.undo(address);
        record(user, "session.started", clientAddress);
        return user;
    }

    private void refuseIfExceeded(String key, int permits) {
        limits.exceeded(key, permits, WINDOW).ifPresent(wait -> {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_ATTEMPTS, "Too many attempts to sign in; wait and try again.", wait);
        });
    }

    private SignedInUser check(
            String email, String password, Optional<OrganizationId> organization, String clientAddress) {
        Optional<UserStore.Credentials> credentials =
                database.transaction(connection -> users.credentials(connection, email));
        if (credentials.isEmpty()) {
            passwords.matchesNobody(password);
            throw invalid();
        }
        UserStore.Credentials found = credentials.get();
        boolean matches = passwords.matches(password, found.passwordHash());
        List<SignedInUser> memberships =
                database.transaction(connection -> users.memberships(connection, found.user()));
        if (!matches) {
            memberships.stream().findFirst().ifPresent(member -> record(member, "sign-in.failed", clientAddress));
            throw invalid();
        }
        return memberships.stream()
                .filter(member -> organization.isEmpty() || organization.get().equals(member.organizationId()))
                .findFirst()
                .orElseThrow(SignIn::invalid);
    }

    private void record(SignedInUser user, String action, String clientAddress) {
        AuditEntry entry =
                new AuditEntry("user", user.id().toString(), action, user.email(), Map.of("address", clientAddress));
        scope.run(user.organizationId(), () -> audit.record(entry));
    }

    private static ProblemException invalid() {
        return new ProblemException(ProblemCode.CREDENTIALS_INVALID, "E-mail or password is wrong.");
    }

    private static String digest(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
